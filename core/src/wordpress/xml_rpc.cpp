#include "wordpress/xml_rpc.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/markup.hpp"
#include "base/text.hpp"

namespace presslink {
namespace {

/// `text` in elements, the outermost first: `value int` makes `<value><int>text</int></value>`.
std::string wrap(const char* nested, const std::string& text) {
  std::string_view elements = nested;
  std::string before;
  std::string after;
  while (!elements.empty()) {
    const std::string_view name = take_part(elements, ' ');
    before.append(1, '<').append(name).append(1, '>');
    after.insert(0, 1, '>').insert(0, name).insert(0, "</");
  }
  return before.append(text).append(after);
}

std::string string_value(std::string_view text) { return wrap("value string", escape_xml(text)); }

std::string array_value(const std::string& items) { return wrap("value array data", items); }

std::string struct_value(const std::string& members) { return wrap("value struct", members); }

std::string member(const char* name, const std::string& value) {
  return wrap("member", wrap("name", name).append(value));
}

std::string field_value(const CustomField& field) {
  std::string members;
  if (!field.row.empty()) members += member("id", string_value(field.row));
  members += member("key", string_value(field.key));
  members += member("value", string_value(field.value));
  return struct_value(members);
}

// The marks are comments, so they stand as they are and a text, which is escaped, has none.
std::string user_value() { return wrap("value string", std::string(user_mark)); }
std::string password_value() { return wrap("value string", std::string(password_mark)); }

/// The parameters of a call about a post, each in `element` where that is not empty: blog id, user,
/// password, the post and `last`.
std::string post_parameters(const char* element, PostId post, const std::string& last) {
  std::string out = wrap(element, wrap("value int", "1"));
  out += wrap(element, user_value());
  out += wrap(element, password_value());
  out += wrap(element, wrap("value int", decimal(post.value())));
  return out += wrap(element, last);
}

std::string text_of_call(const char* method, const std::string& parameters) {
  return "<?xml version=\"1.0\"?>\n" +
         wrap("methodCall", wrap("methodName", method) + wrap("params", parameters)) + "\n";
}

std::string part_of_multicall(const char* method, const std::string& parameters) {
  return struct_value(member("methodName", string_value(method)) +
                      member("params", array_value(parameters)));
}

/// A walk over an answer: it knows the member names on the way down and the text of each scalar.
class Reader {
 public:
  explicit Reader(std::string_view xml) : xml_(xml) {}

  std::optional<XmlRpcAnswer> read() {
    std::size_t at = 0;
    bool is_answer = false;
    while (const auto item = next_markup(xml_, at)) {
      const std::string_view text = xml_.substr(at, item->end - at);
      const std::string_view before = text.substr(0, text.find('<'));
      at = item->end;
      if (item->is_comment) continue;
      const std::string_view element = element_name(item->text);
      is_answer = is_answer || element == "methodResponse";
      on(element, before);
    }
    if (!is_answer) return std::nullopt;
    return std::move(answer_);
  }

 private:
  /// `before`: the text between the tag before and this one.
  void on(std::string_view element, std::string_view before) {
    if (element == "value") {
      scalar_.clear();
    } else if (element == "/name") {
      name_ = decode_entities(before);
    } else if (element == "struct") {
      field_ = CustomField{};
    } else if (element == "/string" || element == "/int" || element == "/i4") {
      scalar_ = decode_entities(before);
    } else if (element == "/value") {
      if (scalar_.empty() && !trim(before).empty()) scalar_ = decode_entities(before);
      keep();
    } else if (element == "/struct" && !field_.key.empty()) {
      answer_.fields.push_back(std::exchange(field_, CustomField{}));
    }
  }

  void keep() {
    if (name_ == "id") field_.row = scalar_;
    if (name_ == "key") field_.key = scalar_;
    if (name_ == "value") field_.value = scalar_;
    if (name_ == "faultString") answer_.fault_text = plain_text(scalar_);
    if (name_ == "faultCode") {
      answer_.is_fault = true;
      std::string_view digits = scalar_;
      const bool negative = digits.starts_with('-');
      if (negative) digits.remove_prefix(1);
      const auto code = take_number(digits, std::numeric_limits<int>::max()).value_or(0);
      answer_.fault_code = static_cast<int>(negative ? -code : code);
    }
    name_.clear();
    scalar_.clear();
  }

  std::string_view xml_;
  std::string name_;
  std::string scalar_;
  CustomField field_;
  XmlRpcAnswer answer_;
};

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default:
        // Other control characters cannot stand in XML at all.
        if (!is_control(c) || c == '\t' || c == '\n' || c == '\r') out += c;
    }
  }
  return out;
}

std::string encode_xml_rpc(const XmlRpcCall& call) {
  const std::string what = array_value(string_value("custom_fields"));
  if (call.fields.empty()) {
    return text_of_call("wp.getPost", post_parameters("param", call.post, what));
  }
  std::string fields;
  for (const CustomField& field : call.fields) fields += field_value(field);
  fields = struct_value(member("custom_fields", array_value(fields)));
  if (!call.read_again) {
    return text_of_call("wp.editPost", post_parameters("param", call.post, fields));
  }
  const std::string both =
      part_of_multicall("wp.editPost", post_parameters("", call.post, fields)) +
      part_of_multicall("wp.getPost", post_parameters("", call.post, what));
  return text_of_call("system.multicall", wrap("param", array_value(both)));
}

std::optional<Url> xml_rpc_address(std::string_view files, const Origin& origin) {
  const auto url = Url::parse(files);
  if (!url || url->origin().host != origin.host) return std::nullopt;
  const bool is_folder = url->path().ends_with('/');
  const auto there = Url::parse(origin.str() + url->path() + (is_folder ? "" : "/") + "xmlrpc.php");
  return there ? std::optional(*there) : std::nullopt;
}

std::string encode_xml_rpc_login() {
  return text_of_call("wp.getUsersBlogs",
                      wrap("param", user_value()) + wrap("param", password_value()));
}

Secret fill_in_login(std::string_view body, const Credentials& credentials) {
  const std::string user = escape_xml(credentials.username.str());
  const std::string_view password = credentials.password.secret().reveal();  // letters and digits
  std::string filled;
  filled.reserve(body.size() + 2 * (user.size() + password.size()));  // no copy is left behind
  while (!body.empty()) {
    const std::size_t at = std::min(body.find("<!--"), body.size());
    filled += body.substr(0, at);
    body.remove_prefix(at);
    if (body.starts_with(user_mark)) {
      filled += user;
      body.remove_prefix(user_mark.size());
    } else if (body.starts_with(password_mark)) {
      filled += password;
      body.remove_prefix(password_mark.size());
    } else {
      filled += body.substr(0, 1);
      body.remove_prefix(std::min<std::size_t>(body.size(), 1));
    }
  }
  Secret secret(filled);
  wipe(filled);
  return secret;
}

std::optional<XmlRpcAnswer> parse_xml_rpc(const Response& response) {
  if (response.status != 200) return std::nullopt;
  return Reader(response.body).read();
}

}  // namespace presslink
