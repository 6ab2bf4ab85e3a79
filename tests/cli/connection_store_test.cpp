#include "connection_store.hpp"

#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace presslink::cli {
namespace {

using Catch::Matchers::ContainsSubstring;

Connection some_connection() {
  SiteProfile site{
      .root = ApiRoot::from_url(Url::parse("https://example.com/wp-json/").value()).value()};
  site.name = "Test \"site\"";
  site.authorize_url = "https://example.com/wp-admin/authorize-application.php";
  return {"example.com",
          std::move(site),
          {Username::parse("jürgen \"j\"").value(), AppPassword::parse("abcd EFGH 1234").value()},
          Scope::standard(),
          "presslink on \"a\""};
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("A connection is kept in a private file") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path() / "a" / "connections");
  CHECK(store.names().empty());
  REQUIRE(store.save("blog", some_connection()));
  const auto file = folder.path() / "a" / "connections" / "blog.json";
  struct stat facts {};
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 07777) == 0600);
  REQUIRE(::stat(file.parent_path().c_str(), &facts) == 0);
  CHECK((facts.st_mode & 07777) == 0700);
  CHECK(store.names() == std::vector<std::string>{"blog"});

  const Connection read = store.load("blog").value();
  CHECK(read.address == "example.com");
  CHECK(read.site.root.str() == "https://example.com/wp-json/");
  CHECK(read.site.name == "Test \"site\"");
  CHECK(read.credentials.username.str() == "jürgen \"j\"");
  CHECK(read.credentials.password.secret().reveal() == "abcdEFGH1234");
  CHECK(read.scope == Scope::standard());
  CHECK(read.password_name == "presslink on \"a\"");
}

TEST_CASE("A connection that an older version saved is read") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path());
  REQUIRE(store.save("a", some_connection()));
  std::string text = content_of(folder.path() / "a.json");
  const std::size_t member = text.find("\"password_name\"");
  text.replace(member, text.find(",\"site\"") - member, R"("roles":["author"])");
  std::ofstream(folder.path() / "a.json", std::ios::trunc) << text;
  const Connection read = store.load("a").value();
  CHECK(read.credentials.password.secret().reveal() == "abcdEFGH1234");
  CHECK(read.password_name.empty());
}

TEST_CASE("Several at once save and rehearse the same name") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path());
  std::atomic<int> failed = 0;
  const auto save = [&store, &failed] {
    for (int i = 0; i < 50; ++i) {
      if (!store.rehearse("a") || !store.save("a", some_connection())) ++failed;
    }
  };
  std::thread other(save);
  save();
  other.join();
  CHECK(failed == 0);
  CHECK(store.load("a"));
  const auto files = std::filesystem::directory_iterator(folder.path());
  CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("Saving again replaces, removing forgets") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path());
  REQUIRE(store.save("a", some_connection()));
  Connection other = some_connection();
  other.scope = {Permission::posts};
  REQUIRE(store.save("a", other));
  CHECK(store.load("a").value().scope == Scope{Permission::posts});
  REQUIRE(store.remove("a"));
  CHECK(store.names().empty());
  CHECK(store.remove("a"));
  const auto gone = store.load("a");
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == Errc::bad_input);
}

TEST_CASE("A rehearsal finds what would stop a save and leaves nothing behind") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path() / "a" / "connections");
  REQUIRE(store.rehearse("blog"));
  CHECK(std::filesystem::is_empty(folder.path() / "a" / "connections"));
  REQUIRE(store.save("blog", some_connection()));
  REQUIRE(store.rehearse("blog"));
  CHECK(store.load("blog"));
  CHECK(store.names() == std::vector<std::string>{"blog"});

  CHECK_FALSE(store.rehearse("../a"));
  std::filesystem::create_directory(folder.path() / "a" / "connections" / "taken.json");
  const auto taken = store.rehearse("taken");
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == Errc::storage_failed);
  CHECK_THAT(taken.error().message, ContainsSubstring("taken.json"));
  std::ofstream(folder.path() / "file") << "x";
  CHECK_FALSE(ConnectionStore(folder.path() / "file").rehearse("blog"));
  CHECK_FALSE(ConnectionStore(folder.path() / "file" / "below").rehearse("blog"));
}

TEST_CASE("A file that others could read is refused") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path());
  REQUIRE(store.save("a", some_connection()));
  const auto file = folder.path() / "a.json";
  for (const mode_t mode : {0640U, 0604U, 0660U, 0606U}) {
    REQUIRE(::chmod(file.c_str(), mode) == 0);
    const auto read = store.load("a");
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message, ContainsSubstring("not private"));
    CHECK_THAT(read.error().remedy, ContainsSubstring("chmod 600"));
  }
}

TEST_CASE("A damaged file is an error that does not quote it") {
  const testing::TempDir folder;
  const ConnectionStore store(folder.path());
  REQUIRE(store.save("a", some_connection()));
  const auto file = folder.path() / "a.json";
  const std::string whole = content_of(file);
  for (const std::string& text : {std::string(), whole.substr(0, whole.size() / 2),
                                  std::string("{\"password\":\"abcdEFGH1234\"}")}) {
    std::ofstream(file, std::ios::trunc) << text;
    const auto read = store.load("a");
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message, ContainsSubstring("damaged"));
    CHECK_THAT(read.error().message, !ContainsSubstring("abcd"));
  }
}

TEST_CASE("Names are plain file names") {
  for (const char* name : {"a", "example.com", "127.0.0.1-8080", "A_b"}) {
    CHECK(ConnectionStore::check_name(name));
  }
  for (const char* name : {"", ".", "..", "../a", "a/b", ".hidden", "-x", "a b", "ä", "a\n"}) {
    CHECK_FALSE(ConnectionStore::check_name(name));
  }
  CHECK_FALSE(ConnectionStore::check_name(std::string(65, 'a')));
  const testing::TempDir folder;
  CHECK_FALSE(ConnectionStore(folder.path()).load("../a"));
  CHECK_FALSE(ConnectionStore(folder.path()).save("../a", some_connection()));
}

}  // namespace presslink::cli
