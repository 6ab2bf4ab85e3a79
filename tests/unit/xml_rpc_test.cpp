#include "wordpress/xml_rpc.hpp"

#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

const XmlRpcCall kWrite{.post = *PostId::from(7),
                        .fields = {{"12", "_yoast_wpseo_title", "A & B <c> \x01"},
                                   {"", "_yoast_wpseo_focuskw", "tea"}}};

TEST_CASE("a write names the row that is there, and reads back in the same request") {
  const std::string body = encode_xml_rpc(kWrite);
  CHECK(body.find("<methodName>system.multicall</methodName>") != std::string::npos);
  CHECK(body.find("wp.editPost") < body.find("wp.getPost"));
  CHECK(body.find("<name>id</name><value><string>12</string></value>") != std::string::npos);
  CHECK(body.find("A &amp; B &lt;c&gt; </string>") != std::string::npos);  // no control character
  CHECK(body.find("post_content") == std::string::npos);

  XmlRpcCall alone = kWrite;
  alone.read_again = false;
  CHECK(encode_xml_rpc(alone).find("<methodName>wp.editPost</methodName>") != std::string::npos);
  const std::string read = encode_xml_rpc({.post = *PostId::from(7), .fields = {}});
  CHECK(read.find("<methodName>wp.getPost</methodName>") != std::string::npos);
  CHECK(read.find("wp.editPost") == std::string::npos);
}

TEST_CASE("a text cannot pretend to be a mark for the log-in") {
  XmlRpcCall sly = kWrite;
  sly.fields = {{"", "_yoast_wpseo_title", std::string(password_mark)}};
  const Secret filled = fill_in_login(encode_xml_rpc(sly), credentials("ann & co"));
  const std::string sent(filled.reveal());
  CHECK(sent.find("&lt;!--application password--&gt;") != std::string::npos);
  CHECK(sent.find("<string>ann &amp; co</string>") != std::string::npos);
  // Once for each of the two calls.
  const auto first = sent.find("abcdEFGH1234ijklMNOP5678");
  const auto second = sent.find("abcdEFGH1234ijklMNOP5678", first + 1);
  REQUIRE(second != std::string::npos);
  CHECK(sent.find("abcdEFGH1234ijklMNOP5678", second + 1) == std::string::npos);
}

TEST_CASE("an answer tells the custom fields in the order of their rows") {
  const auto said = parse_xml_rpc(answer(200, R"(<?xml version="1.0"?>
<methodResponse><params><param><value><array><data>
<value><array><data><value><boolean>1</boolean></value></data></array></value>
<value><array><data><value><struct>
 <member><name>post_id</name><value><string>7</string></value></member>
 <member><name>custom_fields</name><value><array><data>
  <value><struct>
   <member><name>id</name><value><string>12</string></value></member>
   <member><name>key</name><value><string>_yoast_wpseo_title</string></value></member>
   <member><name>value</name><value><string>A &amp; B &lt;c&gt;</string></value></member>
  </struct></value>
  <value><struct>
   <member><name>id</name><value>13</value></member>
   <member><name>key</name><value><string>_yoast_wpseo_title</string></value></member>
   <member><name>value</name><value><string></string></value></member>
  </struct></value>
 </data></array></value></member>
</struct></value></data></array></value>
</data></array></value></param></params></methodResponse>)"));
  REQUIRE(said);
  CHECK_FALSE(said->is_fault);
  CHECK(said->fields == std::vector<CustomField>{{"12", "_yoast_wpseo_title", "A & B <c>"},
                                                 {"13", "_yoast_wpseo_title", ""}});
}

TEST_CASE("a fault is told from an answer, also inside of several") {
  const auto said = parse_xml_rpc(answer(200, R"(<methodResponse><fault><value><struct>
<member><name>faultCode</name><value><int>405</int></value></member>
<member><name>faultString</name><value><string>XML-RPC services are &lt;b&gt;disabled&lt;/b&gt;.</string></value></member>
</struct></value></fault></methodResponse>)"));
  REQUIRE(said);
  CHECK(said->is_fault);
  CHECK(said->fault_code == 405);
  CHECK(said->fault_text == "XML-RPC services are disabled.");
  CHECK_FALSE(parse_xml_rpc(answer(403, "<methodResponse></methodResponse>")));
  CHECK_FALSE(parse_xml_rpc(html_answer(200, "<html><body>Forbidden</body></html>")));
  CHECK_FALSE(parse_xml_rpc(answer(200, "")));
}

}  // namespace
}  // namespace presslink::testing
