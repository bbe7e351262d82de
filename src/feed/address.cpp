#include "feed/address.hpp"

#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

namespace ebb::feed {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxBytes = 4096;

std::optional<int> whole(const Json& object, const char* key, int highest) {
  const auto place = object.find(key);
  if (place == object.end() || !place->is_number_unsigned() ||
      place->get<std::uint64_t>() > static_cast<std::uint64_t>(highest)) {
    return std::nullopt;
  }
  return place->get<int>();
}

bool is_token(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::string encode(const Address& address) {
  return Json{{"port", address.port},
              {"token", address.token},
              {"pid", address.pid},
              {"version", address.version}}
      .dump();
}

Expected<Address, BadMessage> decode_address(std::string_view json) {
  if (json.size() > kMaxBytes) {
    return Unexpected{BadMessage{"It is longer than 4096 bytes."}};
  }
  const Json object = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!object.is_object()) {
    return Unexpected{BadMessage{"It is not a JSON object."}};
  }
  const auto port = whole(object, "port", std::numeric_limits<std::uint16_t>::max());
  const auto pid = whole(object, "pid", std::numeric_limits<int>::max());
  const auto version = whole(object, "version", std::numeric_limits<int>::max());
  const auto token = object.find("token");
  if (!port || *port == 0 || !pid || !version || token == object.end() || !token->is_string() ||
      !is_token(token->get_ref<const std::string&>())) {
    return Unexpected{BadMessage{"Its port, token, pid or version is missing or wrong."}};
  }
  return Address{static_cast<std::uint16_t>(*port), token->get<std::string>(), *pid, *version};
}

}  // namespace ebb::feed
