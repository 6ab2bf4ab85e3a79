#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/http.hpp"
#include "presslink/scope.hpp"
#include "presslink/secret.hpp"

namespace presslink {

/// Marks in an XML-RPC body where the user name and the password go.
inline constexpr std::string_view user_mark = "<!--user name-->";
inline constexpr std::string_view password_mark = "<!--application password-->";

/// The body of `call`, with the marks in the place of the log-in: `wp.getPost` for `custom_fields`
/// alone, or `wp.editPost` with nothing but `custom_fields` and a `wp.getPost` after it, both in
/// one request (`system.multicall`), so that what is stored is read back.
[[nodiscard]] std::string encode_xml_rpc(const XmlRpcCall& call);
/// `xmlrpc.php` in `files`, the address of WordPress's own files. At `origin`, since behind a proxy
/// WordPress may not know how it is reached; nothing where they are on another host.
[[nodiscard]] std::optional<Url> xml_rpc_address(std::string_view files, const Origin& origin);
/// The body of `wp.getUsersBlogs`, with the marks.
[[nodiscard]] std::string encode_xml_rpc_login();
/// `body` with the log-in in the place of the marks, which no text of a call can hold.
[[nodiscard]] Secret fill_in_login(std::string_view body, const Credentials& credentials);
/// `text` for the inside of an XML element.
[[nodiscard]] std::string escape_xml(std::string_view text);

/// What an answer to one of those calls says.
struct XmlRpcAnswer {
  bool is_fault = false;
  int fault_code = 0;
  std::string fault_text;
  std::vector<CustomField> fields;  ///< of the post, in the order of their rows
};
/// Nothing where the answer is no XML-RPC.
[[nodiscard]] std::optional<XmlRpcAnswer> parse_xml_rpc(const Response& response);

}  // namespace presslink
