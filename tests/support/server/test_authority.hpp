#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <chrono>
#include <memory>
#include <string>

namespace presslink::testing {

/// A server's certificate and key, as PEM.
struct TestIdentity {
  std::string certificate;
  std::string key;
};

/// A certificate authority made on the spot.
class TestAuthority {
 public:
  TestAuthority();

  /// The authority's own certificate, as PEM.
  [[nodiscard]] std::string certificate() const;
  /// A certificate for `names` in OpenSSL's form, `IP:127.0.0.1,DNS:localhost`, valid from a day
  /// before `expires` (counted from now).
  [[nodiscard]] TestIdentity issue(const std::string& names,
                                   std::chrono::seconds expires = std::chrono::hours(1)) const;
  /// A certificate that vouches for itself.
  [[nodiscard]] static TestIdentity self_signed(const std::string& names);

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
  };
  using Key = std::unique_ptr<EVP_PKEY, Free>;
  using Certificate = std::unique_ptr<X509, Free>;
  static Certificate make(const std::string& subject, EVP_PKEY* key, std::chrono::seconds expires);
  static void extend(X509* certificate, int extension, const std::string& value);
  static std::string pem(X509* certificate);
  static std::string pem(EVP_PKEY* key);

  Key key_;
  Certificate certificate_;
};

}  // namespace presslink::testing
