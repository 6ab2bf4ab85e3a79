#include "support/server/test_authority.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <stdexcept>

namespace presslink::testing {
namespace {

void require(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL failed to make a test certificate");
}

template <class Write>
std::string to_text(Write write) {
  BIO* const memory = BIO_new(BIO_s_mem());
  require(memory != nullptr && write(memory) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return text;
}

EVP_PKEY* new_key() { return EVP_EC_gen("P-256"); }

}  // namespace

TestAuthority::TestAuthority()
    : key_(new_key()),
      certificate_(make("presslink test authority", key_.get(), std::chrono::hours(24))) {
  extend(certificate_.get(), NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate_.get(), NID_key_usage, "critical,keyCertSign");
  require(X509_set_issuer_name(certificate_.get(), X509_get_subject_name(certificate_.get())) == 1);
  require(X509_sign(certificate_.get(), key_.get(), EVP_sha256()) != 0);
}

std::string TestAuthority::certificate() const { return pem(certificate_.get()); }

TestIdentity TestAuthority::issue(const std::string& names, std::chrono::seconds expires) const {
  const Key key(new_key());
  const Certificate certificate = make("presslink test site", key.get(), expires);
  extend(certificate.get(), NID_subject_alt_name, names);
  require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate_.get())) == 1);
  require(X509_sign(certificate.get(), key_.get(), EVP_sha256()) != 0);
  return {pem(certificate.get()), pem(key.get())};
}

TestIdentity TestAuthority::self_signed(const std::string& names) {
  const Key key(new_key());
  const Certificate certificate = make("presslink test site", key.get(), std::chrono::hours(1));
  extend(certificate.get(), NID_subject_alt_name, names);
  require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1);
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0);
  return {pem(certificate.get()), pem(key.get())};
}

TestAuthority::Certificate TestAuthority::make(const std::string& subject, EVP_PKEY* key,
                                               std::chrono::seconds expires) {
  Certificate certificate(X509_new());
  require(certificate != nullptr && key != nullptr);
  X509_set_version(certificate.get(), X509_VERSION_3);
  std::uint32_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial);
  const auto day = std::chrono::seconds(std::chrono::hours(24));
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), (expires - day).count());
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), expires.count());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(subject.c_str()), -1, -1, 0);
  require(X509_set_pubkey(certificate.get(), key) == 1);
  return certificate;
}

void TestAuthority::extend(X509* certificate, int extension, const std::string& value) {
  X509_EXTENSION* const made = X509V3_EXT_conf_nid(nullptr, nullptr, extension, value.c_str());
  require(made != nullptr && X509_add_ext(certificate, made, -1) == 1);
  X509_EXTENSION_free(made);
}

std::string TestAuthority::pem(X509* certificate) {
  return to_text([&](BIO* memory) { return PEM_write_bio_X509(memory, certificate); });
}

std::string TestAuthority::pem(EVP_PKEY* key) {
  return to_text([&](BIO* memory) {
    return PEM_write_bio_PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace presslink::testing
