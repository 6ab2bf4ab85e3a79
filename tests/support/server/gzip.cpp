#include "support/server/gzip.hpp"

#include <cstdint>

namespace presslink::testing {
namespace {

std::string header() { return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10); }

void append_little_endian(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::uint32_t crc32(std::string_view text) {
  std::uint32_t crc = ~0U;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
  }
  return ~crc;
}

/// Bits in DEFLATE's order (RFC 1951, 3.1.1).
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  void huffman(unsigned code, int length) {
    for (int i = length - 1; i >= 0; --i) bit(code >> i & 1);
  }
  void bit(unsigned value) {
    if (used_ == 0) out_ += '\0';
    out_.back() = static_cast<char>(static_cast<unsigned char>(out_.back()) | value << used_);
    used_ = (used_ + 1) % 8;
  }

 private:
  std::string& out_;
  int used_ = 0;
};

}  // namespace

std::string gzip(std::string_view text) {
  std::string out = header();
  const auto size = static_cast<std::uint32_t>(text.size());
  out += '\1';  // the last block, stored
  append_little_endian(out, size, 2);
  append_little_endian(out, ~size, 2);
  out += text;
  append_little_endian(out, crc32(text), 4);
  append_little_endian(out, size, 4);
  return out;
}

std::string gzip_bomb(std::size_t expanded) {
  std::string out = header();
  BitWriter bits(out);
  bits.bit(1);  // the last block,
  bits.bit(1);  // with fixed Huffman codes (01)
  bits.bit(0);
  bits.huffman(0x30 + 'A', 8);
  for (std::size_t done = 0; done <= expanded; done += 258) {
    bits.huffman(0b11000101, 8);  // length 258
    bits.huffman(0, 5);           // distance 1
  }
  return out;
}

}  // namespace presslink::testing
