#include "wordpress/xml_rpc.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/markup.hpp"
#include "base/text.hpp"

namespace presslink {
namespace {

std::string string_value(std::string_view text) {
  return "<value><string>" + escape_xml(text) + "</string></value>";
}

std::string member(std::string_view name, const std::string& value) {
  return "<member><name>" + std::string(name) + "</name>" + value + "</member>";
}

std::string int_value(std::int64_t number) {
  return "<value><int>" + std::to_string(number) + "</int></value>";
}

std::string array_value(const std::string& items) {
  return "<value><array><data>" + items + "</data></array></value>";
}

std::string struct_value(const std::string& members) {
  return "<value><struct>" + members + "</struct></value>";
}

std::string field_value(const CustomField& field) {
  std::string members;
  if (!field.row.empty()) members += member("id", string_value(field.row));
  members += member("key", string_value(field.key));
  members += member("value", string_value(field.value));
  return struct_value(members);
}

/// User and password.
std::vector<std::string> log_in() {
  // The marks are comments, so they stand as they are and a text, which is escaped, has none.
  return {"<value><string>" + std::string(user_mark) + "</string></value>",
          "<value><string>" + std::string(password_mark) + "</string></value>"};
}

/// Blog id, user, password and post, which every call begins with.
std::vector<std::string> common_parameters(PostId post) {
  std::vector<std::string> parameters = log_in();
  parameters.insert(parameters.begin(), int_value(1));
  parameters.push_back(int_value(post.value()));
  return parameters;
}

std::vector<std::string> read_parameters(PostId post) {
  auto parameters = common_parameters(post);
  parameters.push_back(array_value(string_value("custom_fields")));
  return parameters;
}

std::vector<std::string> write_parameters(const XmlRpcCall& call) {
  std::string fields;
  for (const CustomField& field : call.fields) fields += field_value(field);
  auto parameters = common_parameters(call.post);
  parameters.push_back(struct_value(member("custom_fields", array_value(fields))));
  return parameters;
}

std::string method_call(std::string_view method, const std::vector<std::string>& parameters) {
  std::string out = "<?xml version=\"1.0\"?>\n<methodCall><methodName>" + std::string(method) +
                    "</methodName><params>";
  for (const std::string& parameter : parameters) out += "<param>" + parameter + "</param>";
  return out + "</params></methodCall>\n";
}

std::string multicall_part(std::string_view method, const std::vector<std::string>& parameters) {
  std::string list;
  for (const std::string& parameter : parameters) list += parameter;
  return struct_value(member("methodName", string_value(method)) +
                      member("params", array_value(list)));
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
      std::from_chars(scalar_.data(), scalar_.data() + scalar_.size(), answer_.fault_code);
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
  if (call.fields.empty()) return method_call("wp.getPost", read_parameters(call.post));
  if (!call.read_again) return method_call("wp.editPost", write_parameters(call));
  return method_call("system.multicall",
                     {array_value(multicall_part("wp.editPost", write_parameters(call)) +
                                  multicall_part("wp.getPost", read_parameters(call.post)))});
}

std::optional<Url> xml_rpc_address(std::string_view files, const Origin& origin) {
  const auto url = Url::parse(files);
  if (!url || url->origin().host != origin.host) return std::nullopt;
  const bool is_folder = url->path().ends_with('/');
  const auto there = Url::parse(origin.str() + url->path() + (is_folder ? "" : "/") + "xmlrpc.php");
  return there ? std::optional(*there) : std::nullopt;
}

std::string encode_xml_rpc_login() { return method_call("wp.getUsersBlogs", log_in()); }

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
