#include "archive/imports/number_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "archive/imports/annotation_reader.hpp"

namespace ebb {
namespace {

struct Outcome {
  std::vector<std::optional<double>> numbers;
  std::string error;
  std::optional<double> rate;
  std::optional<std::uint64_t> announced;

  [[nodiscard]] std::vector<double> values() const {
    std::vector<double> all;
    for (const auto& number : numbers) {
      all.push_back(number.value_or(-999.0));
    }
    return all;
  }
};

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Outcome read_in_pieces(NumberReader& reader, const std::vector<std::uint8_t>& bytes,
                       std::size_t piece) {
  Outcome outcome;
  const RowSink sink = [&outcome](Row row) { outcome.numbers.push_back(row.back()); };
  std::optional<ImportError> error;
  for (std::size_t at = 0; at < bytes.size() && !error; at += piece) {
    const std::size_t size = std::min(piece, bytes.size() - at);
    error = reader.push(std::span{bytes}.subspan(at, size), sink);
  }
  if (!error) {
    error = reader.finish(sink);
  }
  outcome.error = error ? error->what : "";
  if (const auto rate = reader.rate()) {
    outcome.rate = rate->value();
  }
  outcome.announced = reader.announced();
  return outcome;
}

Outcome read(const std::vector<std::uint8_t>& bytes, const ColumnChoice& choice = {}) {
  Outcome whole = read_in_pieces(*make_number_reader(bytes, {choice}), bytes, bytes.size() + 1);
  for (const std::size_t piece : {1U, 3U, 7U}) {
    const Outcome cut = read_in_pieces(*make_number_reader(bytes, {choice}), bytes, piece);
    EXPECT_EQ(cut.numbers, whole.numbers) << "in pieces of " << piece;
    EXPECT_EQ(cut.error, whole.error) << "in pieces of " << piece;
  }
  return whole;
}

Outcome read(std::string_view text, const ColumnChoice& choice = {}) {
  return read(bytes_of(text), choice);
}

using Values = std::vector<double>;

TEST(TableReader, ReadsOneNumberALine) {
  EXPECT_EQ(read("736\n730\n719").values(), (Values{736, 730, 719}));
  EXPECT_EQ(read("736\r\n 730 \r\n\r\n+719\r\n").values(), (Values{736, 730, 719}));
  EXPECT_EQ(read("\xEF\xBB\xBF-1.5e2\n# remark\n.5\n").values(), (Values{-150, 0.5}));
  EXPECT_EQ(read("RR\n736\n730\n").values(), (Values{736, 730}));
}

TEST(TableReader, ReadsAColumnByNameOrNumber) {
  const std::string_view csv = "time,ECG,RSP\n0,1,10\n1,2,20\n";
  EXPECT_EQ(read(csv, {"RSP", {}}).values(), (Values{10, 20}));
  EXPECT_EQ(read(csv, {"rsp", {}}).values(), (Values{10, 20}));
  EXPECT_EQ(read(csv, {"1", {}}).values(), (Values{1, 2}));
  EXPECT_EQ(read(csv, {"", {"resp", "rsp"}}).values(), (Values{10, 20}));
  EXPECT_EQ(read("1,2\n3,4\n", {"0", {}}).values(), (Values{1, 3}));
}

TEST(TableReader, KnowsTabsSemicolonsBlanksQuotesAndClosingSeparators) {
  EXPECT_EQ(read("0\t1\t568\n1\t1\t524\n", {"2", {}}).values(), (Values{568, 524}));
  EXPECT_EQ(read("when;x\n12:00;0,5\n12:01;0,7\n", {"x", {}}).values(), (Values{0.5, 0.7}));
  EXPECT_EQ(read("0.8  0.81\n1.6\t0.82\n", {"1", {}}).values(), (Values{0.81, 0.82}));
  EXPECT_EQ(read("0.8  0.81\n1.6   0.82\n", {"1", {}}).values(), (Values{0.81, 0.82}));
  EXPECT_EQ(read("\"a, b\",\"c\"\n\"1\",2\n", {"a, b", {}}).values(), (Values{1}));
  EXPECT_EQ(read("a;b\n1;2;\n3;4;\n", {"b", {}}).values(), (Values{2, 4}));
}

TEST(TableReader, TakesASingleRowForASeries) {
  EXPECT_EQ(read("1203 1124 974 1168").values(), (Values{1203, 1124, 974, 1168}));
  EXPECT_EQ(read("1203,1124\n").values(), (Values{1203, 1124}));
  EXPECT_NE(read("1,2\n3,4\n").error.find("2 columns; say which"), std::string::npos);
}

TEST(TableReader, AnEmptyCellIsNoNumberAndNoError) {
  const Outcome outcome = read("t,x\n0,1\n1,\n2,3\n", {"x", {}});
  EXPECT_EQ(outcome.error, "");
  ASSERT_EQ(outcome.numbers.size(), 3U);
  EXPECT_FALSE(outcome.numbers[1].has_value());
}

/// All chosen columns of all rows, -999 where there is nothing.
std::vector<Values> rows(std::string_view text, const ColumnChoices& choices,
                         std::string* error = nullptr) {
  const auto bytes = bytes_of(text);
  const auto reader = make_number_reader(bytes, choices);
  std::vector<Values> all;
  const RowSink sink = [&all](Row row) {
    Values values;
    for (const auto& value : row) {
      values.push_back(value.value_or(-999.0));
    }
    all.push_back(values);
  };
  auto failed = reader->push(bytes, sink);
  failed = failed ? failed : reader->finish(sink);
  if (error != nullptr) {
    *error = failed ? failed->what : "";
  }
  return all;
}

TEST(TableReader, ReadsSeveralColumnsInTheOrderOfTheChoices) {
  const ColumnChoices choices{{"RSP", {}}, {"", {"ecg"}}};
  EXPECT_EQ(rows("time,ECG,RSP\n0,1,10\n1,,20\n", choices),
            (std::vector<Values>{{10, 1}, {20, -999}}));
  std::string error;
  rows("a,b\n1,2\n", {{"a", {}}, {"", {}, "--ppg"}}, &error);
  EXPECT_NE(error.find("say which with --ppg"), std::string::npos) << error;
}

TEST(TableReader, UnderstandsDatesInAColumnOfTimesAlone) {
  const std::string_view csv = "datetime,hr\n2016-11-24 23:59:59.5,326\n2016-11-25T00:00:00,327\n";
  const auto times = rows(csv, {{"datetime", {}, "--time", true}, {"hr", {}}});
  ASSERT_EQ(times.size(), 2U);
  EXPECT_NEAR(times[1][0] - times[0][0], 0.5, 1e-6);
  EXPECT_EQ(rows("t;x\n09:59:59,5;1\n10:00:00,25;2\n", {{"t", {}, "--time", true}})[1][0],
            36000.25);
  std::string error;
  rows(csv, {{"datetime", {}}}, &error);
  EXPECT_NE(error.find("line 2"), std::string::npos) << error;
  rows("t,x\n2016-02-30 10:00:00,1\n", {{"t", {}, "--time", true}}, &error);
  EXPECT_NE(error.find("neither a number nor a time"), std::string::npos) << error;
}

TEST(TableReader, TakesOffWhatAZoneIsAhead) {
  const auto moment = [](const std::string& zone) {
    std::string error;
    const auto found = rows("t,x\n2016-11-24 13:58:58.081" + zone + ",1\n2016-11-24 15:00:00,2\n",
                            {{"t", {}, "--time", true}}, &error);
    return error.empty() ? found.front()[0] : 0.0;
  };
  const double plain = moment("");
  ASSERT_GT(plain, 1e9);
  EXPECT_EQ(moment("Z"), plain);
  EXPECT_EQ(moment("+00:00"), plain);
  EXPECT_EQ(moment("+0000"), plain);
  EXPECT_EQ(moment("-05"), plain + 5 * 3600);
  EXPECT_EQ(moment("+05:30"), plain - 5.5 * 3600);
  for (const char* none : {"+", "+5", "+05:", "+05:7", "+24", "-0560", "+00:00Z", "+000000"}) {
    EXPECT_EQ(moment(none), 0.0) << none;
  }
}

TEST(TableReader, BelievesOnlyARemarkThatSaysARateAndNothingElse) {
  const auto rate = [](const std::string& remark) { return read("# " + remark + "\n1\n2\n").rate; };
  EXPECT_EQ(rate("sampling rate: 1 kHz"), 1000.0);
  EXPECT_EQ(rate("Sampling rate = 0.25kHz"), 250.0);
  EXPECT_EQ(rate("Sample Rate (kHz): 2"), 2000.0);
  EXPECT_EQ(rate("SamplingRate 250 Hz"), 250.0);
  EXPECT_EQ(rate("\"sampling rate\": 100, \"x\": 3"), 100.0);
  for (const char* other : {"sampling rate of channel 1: 250", "sampling rate: 1,000 Hz",
                            "sampling rate: 1 000 Hz", "sampling rate: 4 per minute",
                            "sampling rate: 1 MHz", "sampling rate: -5", "sampling rate"}) {
    EXPECT_FALSE(rate(other)) << other;
  }
}

TEST(TableReader, TakesNamesAndRateFromRemarks) {
  const Outcome plux = read(
      "# OpenSignals\n# {\"a\": {\"column\": [\"nSeq\", \"DI\", \"CH1\"], \"sampling rate\": "
      "1000}}\n"
      "# EndOfHeader\n0\t0\t39072\t\n1\t0\t39088\t\n",
      {"CH1", {}});
  EXPECT_EQ(plux.values(), (Values{39072, 39088}));
  EXPECT_EQ(plux.rate, 1000.0);
  EXPECT_EQ(
      read("# {\"ChannelsOrder\": [\"SeqN\", \"ECG\"]}\n0\t568\n1\t524\n", {"", {"ecg"}}).values(),
      (Values{568, 524}));
  EXPECT_EQ(read("# Sampling Rate (Hz):= 1000.00\n# Labels:= Resp\n2094\n2095\n").rate, 1000.0);
  EXPECT_EQ(read("# time,resp\n0,7\n1,8\n", {"", {"resp"}}).values(), (Values{7, 8}));
}

TEST(TableReader, TakesTheSecondOfTwoNamelessColumnsWhereThatIsMeant) {
  const ColumnChoice intervals{"", {"rr"}, "--column", false, true};
  EXPECT_EQ(read("0.8,0.8\n1.63,0.83\n", intervals).values(), (Values{0.8, 0.83}));
  EXPECT_NE(read("1,2,3\n4,5,6\n", intervals).error.find("3 columns"), std::string::npos);
}

TEST(TableReader, SaysInWhichLineAndWhatIsWrong) {
  EXPECT_EQ(read("1\n2\nabc\n").error, "line 3: 'abc' is not a number");
  EXPECT_EQ(read("1\n1.5.2\n").error, "line 2: '1.5.2' is not a number");
  EXPECT_EQ(read("12\n12,13\n").error, "line 2: '12,13' is not a number");
  EXPECT_EQ(read("1\n2 3\n").error, "line 2: 2 columns in this row, 1 in those before");
  EXPECT_NE(read("# only\n\nnan\n1\n").error.find("line 3: 'nan'"), std::string::npos);
  EXPECT_NE(read("1\n-inf\n").error.find("line 2: '-inf'"), std::string::npos);
  EXPECT_NE(read("1\n1e999\n").error.find("line 2"), std::string::npos);
  EXPECT_NE(read("a,b\n1,2\n", {"c", {}}).error.find("'a', 'b'"), std::string::npos);
  EXPECT_NE(read("a,b\n1,2\n", {"2", {}}).error.find("no column '2'"), std::string::npos);
  EXPECT_NE(read("a,b\n1,2\n3\n", {"b", {}}).error.find("line 3: 1 column"), std::string::npos);
  EXPECT_EQ(read("").error, "the file is empty");
  EXPECT_EQ(read("# nothing\n\n").error, "there are no numbers in it");
  EXPECT_NE(read(std::string(100, '\0')).error.find("not text"), std::string::npos);
}

TEST(TableReader, RefusesALineWithoutEndInBoundedMemory) {
  EXPECT_NE(read_in_pieces(*make_number_reader({}, {ColumnChoice{}}),
                           std::vector<std::uint8_t>(std::size_t{3} << 20U, '1'), 65536)
                .error.find("longer than a megabyte"),
            std::string::npos);
}

std::string npy(std::string_view type, std::string_view shape, std::string_view content,
                bool fortran = false) {
  std::string header = "{'descr': '" + std::string(type) +
                       "', 'fortran_order': " + (fortran ? "True" : "False") +
                       ", 'shape': " + std::string(shape) + ", }";
  header.resize(117, ' ');
  return std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header + "\n" + std::string(content);
}

template <class T>
std::string raw(std::initializer_list<T> values) {
  std::string out;
  for (const T value : values) {
    std::array<char, sizeof(T)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(T));
    out.append(bytes.data(), bytes.size());
  }
  return out;
}

TEST(NpyReader, ReadsEveryPlainTypeOfNumber) {
  EXPECT_EQ(read(npy("<f8", "(3,)", raw<double>({1.5, -2, 3}))).values(), (Values{1.5, -2, 3}));
  EXPECT_EQ(read(npy("<f4", "(2,)", raw<float>({1.5F, -2}))).values(), (Values{1.5, -2}));
  EXPECT_EQ(read(npy("<i8", "(2,)", raw<std::int64_t>({-7, 9}))).values(), (Values{-7, 9}));
  EXPECT_EQ(read(npy("<i4", "(2,)", raw<std::int32_t>({-7, 9}))).values(), (Values{-7, 9}));
  EXPECT_EQ(read(npy("<i2", "(2,)", raw<std::int16_t>({-7, 9}))).values(), (Values{-7, 9}));
  EXPECT_EQ(read(npy("|i1", "(2,)", raw<std::int8_t>({-7, 9}))).values(), (Values{-7, 9}));
  EXPECT_EQ(read(npy("|u1", "(2,)", raw<std::uint8_t>({200, 9}))).values(), (Values{200, 9}));
  EXPECT_EQ(read(npy("<u2", "(1,)", raw<std::uint16_t>({65535}))).values(), (Values{65535}));
  EXPECT_EQ(read(npy(">i2", "(2,)", std::string("\x01\x00\xFF\xFE", 4))).values(),
            (Values{256, -2}));
  EXPECT_EQ(read(npy("<f8", "(3,)", raw<double>({1, 2, 3}))).announced, 3U);
}

TEST(NpyReader, ReadsAColumnInEitherOrder) {
  const std::string six = raw<std::int16_t>({1, 10, 2, 20, 3, 30});
  EXPECT_EQ(read(npy("<i2", "(3, 2)", six), {"1", {}}).values(), (Values{10, 20, 30}));
  EXPECT_EQ(read(npy("<i2", "(3, 2)", six, true), {"1", {}}).values(), (Values{20, 3, 30}));
  EXPECT_EQ(read(npy("<i2", "(2, 3)", six), {"0", {}}).values(), (Values{1, 10, 2}));
  EXPECT_EQ(read(npy("<i2", "(6, 1)", six)).values().size(), 6U);
  EXPECT_EQ(read(npy("<i2", "(1, 6)", six)).values().size(), 6U);
  EXPECT_NE(read(npy("<i2", "(3, 2)", six)).error.find("2 columns"), std::string::npos);
}

TEST(NpyReader, ReadsSeveralColumnsThatLieSideBySide) {
  const std::string six = raw<std::int16_t>({1, 10, 2, 20, 3, 30});
  const ColumnChoices both{{"1", {}}, {"0", {}}};
  EXPECT_EQ(rows(npy("<i2", "(3, 2)", six), both),
            (std::vector<Values>{{10, 1}, {20, 2}, {30, 3}}));
  std::string error;
  rows(npy("<i2", "(2, 3)", six), both, &error);
  EXPECT_NE(error.find("transposed"), std::string::npos) << error;
}

TEST(NpyReader, RefusesWhatItCannotReadAndSaysWhy) {
  const std::string two = raw<double>({1, 2});
  EXPECT_EQ(read(npy("<f8", "(3,)", two)).error,
            "the file ends after 2 of 3 values; it was cut short");
  EXPECT_NE(read(npy("<c16", "(2,)", two)).error.find("'<c16'"), std::string::npos);
  EXPECT_NE(read(npy("|O", "(2,)", two)).error.find("plain numbers"), std::string::npos);
  EXPECT_NE(read(npy("<f8", "()", two)).error.find("no shape"), std::string::npos);
  EXPECT_NE(read(npy("<f8", "(0,)", two)).error.find("no numbers"), std::string::npos);
  EXPECT_NE(read(npy("<f8", "(1,2,3)", two)).error.find("dimensions"), std::string::npos);
  EXPECT_NE(read(npy("<f8", "(99999999999999999999,)", two)).error.find("no sense"),
            std::string::npos);
  EXPECT_NE(read(npy("<f8", "(-1,)", two)).error.find("no sense"), std::string::npos);
  EXPECT_NE(read(npy("<f8", "(2,)", raw<double>({1, std::numeric_limits<double>::quiet_NaN()})))
                .error.find("value 2: NaN"),
            std::string::npos);
  EXPECT_NE(read(std::string("\x93NUMPY\x02\x00\xFF\xFF\xFF\xFF  ", 14)).error.find("header"),
            std::string::npos);
  EXPECT_NE(read(std::string("\x93NUMPY\x09\x00\x10\x00", 10)).error.find("format 9"),
            std::string::npos);
}

std::string le(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += static_cast<char>(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  return out;
}

std::string wav(int format, int channels, int rate, int bits, const std::string& data,
                std::optional<std::uint32_t> told = std::nullopt) {
  const auto u = [](auto value) { return static_cast<std::uint64_t>(value); };
  return "RIFF" + le(36 + data.size(), 4) + "WAVEfmt " + le(16, 4) + le(u(format), 2) +
         le(u(channels), 2) + le(u(rate), 4) + le(u(rate * channels * bits / 8), 4) +
         le(u(channels * bits / 8), 2) + le(u(bits), 2) + "LIST" + le(3, 4) + "abc" +
         std::string(1, '\0') + "data" + le(told.value_or(data.size()), 4) + data;
}

TEST(WavReader, ReadsPcmAndFloatAndTheRate) {
  EXPECT_EQ(read(wav(1, 1, 500, 16, raw<std::int16_t>({16384, -32768}))).values(),
            (Values{0.5, -1}));
  EXPECT_EQ(read(wav(1, 1, 500, 16, raw<std::int16_t>({1}))).rate, 500.0);
  EXPECT_EQ(read(wav(1, 1, 500, 8, std::string("\x80\xC0\x00", 3))).values(), (Values{0, 0.5, -1}));
  EXPECT_EQ(read(wav(1, 1, 500, 24, std::string("\x00\x00\xC0", 3))).values(), (Values{-0.5}));
  EXPECT_EQ(read(wav(1, 1, 500, 32, raw<std::int32_t>({1 << 30}))).values(), (Values{0.5}));
  EXPECT_EQ(read(wav(3, 1, 500, 32, raw<float>({0.25F}))).values(), (Values{0.25}));
  EXPECT_EQ(read(wav(3, 1, 500, 64, raw<double>({0.25}))).values(), (Values{0.25}));
}

TEST(WavReader, ReadsOneChannelOfMany) {
  const std::string frames = raw<std::int16_t>({0, 16384, 0, -16384});
  EXPECT_EQ(read(wav(1, 2, 500, 16, frames), {"1", {}}).values(), (Values{0.5, -0.5}));
  EXPECT_EQ(rows(wav(1, 2, 500, 16, frames), {{"1", {}}, {"0", {}}}),
            (std::vector<Values>{{0.5, 0}, {-0.5, 0}}));
  EXPECT_NE(read(wav(1, 2, 500, 16, frames)).error.find("2 columns"), std::string::npos);
}

TEST(WavReader, ReadsToTheEndWhenTheRecorderNeverSaidHowMuch) {
  const std::string two = raw<std::int16_t>({1, 2});
  EXPECT_EQ(read(wav(1, 1, 500, 16, two, 0xFFFFFFFFU)).values().size(), 2U);
  EXPECT_EQ(read(wav(1, 1, 500, 16, two, 0U)).values().size(), 2U);
}

TEST(WavReader, RefusesWhatItCannotReadAndSaysWhy) {
  const std::string two = raw<std::int16_t>({1, 2});
  EXPECT_NE(read(wav(1, 1, 500, 16, two, 40U)).error.find("36 bytes before"), std::string::npos);
  EXPECT_NE(read(wav(2, 1, 500, 4, two)).error.find("format 2"), std::string::npos);
  EXPECT_NE(read(wav(1, 0, 500, 16, two)).error.find("0 channels"), std::string::npos);
  EXPECT_NE(read(wav(1, 60000, 1, 16, two)).error.find("60000 channels"), std::string::npos);
  EXPECT_NE(read(wav(1, 1, 0, 16, two)).error.find("0 Hz"), std::string::npos);
  EXPECT_NE(read("RIFF....WAVEdata").error.find("cut short"), std::string::npos);
  EXPECT_NE(read("RIFF....AVI ").error.find("not a WAV"), std::string::npos);
}

TEST(AnnotationReader, GivesIntervalsBetweenBeatsAlone) {
  // N after 100 samples, a rhythm change with text "(N" 5 later, V 59 after that, a long skip of
  // 70,000 samples to the next N.
  const std::string text = le(1U << 10U | 100U, 2) + le(28U << 10U | 5U, 2) +
                           le(63U << 10U | 3U, 2) + std::string("(N\0\0", 4) +
                           le(5U << 10U | 59U, 2) + le(59U << 10U, 2) + le(70000 >> 16, 2) +
                           le(70000 & 0xFFFF, 2) + le(1U << 10U, 2) + le(0, 2) + le(0xFFFF, 2);
  for (const std::size_t piece : {1U, 2U, 100U}) {
    AnnotationReader reader{Hertz{100}};
    const Outcome outcome = read_in_pieces(reader, bytes_of(text), piece);
    EXPECT_EQ(outcome.values(), (Values{640, 700000}));
    EXPECT_EQ(outcome.error, "");
  }
}

TEST(AnnotationReader, KnowsTheRateFromTheHeaderFile) {
  EXPECT_EQ(rate_of_wfdb_header("M1 0 128 0\n"), Hertz{128});
  EXPECT_EQ(rate_of_wfdb_header("# made by hand\n100 2 360/360(0) 650000\n"), Hertz{360});
  EXPECT_EQ(rate_of_wfdb_header("M1"), std::nullopt);
  EXPECT_EQ(rate_of_wfdb_header("M1 0 fast"), std::nullopt);
}

TEST(NumberReaders, SurviveEveryCutAndEveryFlippedBit) {
  const std::vector<std::string> files{"t,x\n0,1\n1,2\n",
                                       npy("<i2", "(3, 2)", raw<std::int16_t>({1, 2, 3, 4, 5, 6})),
                                       wav(1, 2, 500, 24, "abcdefghijkl")};
  for (const std::string& file : files) {
    const std::vector<std::uint8_t> sound = bytes_of(file);
    for (std::size_t length = 0; length < sound.size(); ++length) {
      const std::vector<std::uint8_t> cut(sound.begin(),
                                          sound.begin() + static_cast<std::ptrdiff_t>(length));
      read_in_pieces(*make_number_reader(cut, {ColumnChoice{"1", {}}}), cut, 5);
    }
    for (std::size_t bit = 0; bit < 8 * sound.size(); ++bit) {
      std::vector<std::uint8_t> bent = sound;
      bent[bit / 8] = static_cast<std::uint8_t>(bent[bit / 8] ^ (1U << (bit % 8)));
      const Outcome outcome =
          read_in_pieces(*make_number_reader(bent, {ColumnChoice{"1", {}}}), bent, bent.size());
      EXPECT_LE(outcome.numbers.size(), bent.size());
    }
  }
}

}  // namespace
}  // namespace ebb
