#include "archive/session_edit.hpp"

#include "archive/session_file/schema.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

/// Does `change` to the file, all of it or nothing.
template <class Change>
std::string edited(const fs::path& file, const Change& change) {
  const auto sentence = [&file](const std::string& why) {
    return file.string() + ": the change could not be kept (" + why + ").";
  };
  try {
    Database session = open_session_to_change(file);
    Transaction all{session};
    change(session);
    all.commit();
    return {};
  } catch (const SqliteError& error) {
    return sentence(error.what());
  } catch (const SessionTrouble& trouble) {
    return sentence(trouble.what());
  }
}

}  // namespace

std::string change_mark(const fs::path& file, const KeptMark& mark) {
  return edited(file, [&mark](Database& session) {
    Statement change{session, "UPDATE marks SET label=?, hidden=? WHERE id=?"};
    change.bind(mark.label).bind(std::int64_t{mark.hidden}).bind(mark.id).run();
    // A star stands in `about`, so that an older Ebb can read the file too.
    Statement star{
        session, mark.starred
                     ? "INSERT OR REPLACE INTO about SELECT 'starred:'||id, 1 FROM marks WHERE id=?"
                     : "DELETE FROM about WHERE key='starred:'||?"};
    star.bind(mark.id).run();
  });
}

std::string drop_mark(const fs::path& file, std::string_view id) {
  return edited(file, [id](Database& session) {
    Statement drop{session, "DELETE FROM marks WHERE id=?"};
    drop.bind(id).run();
    Statement star{session, "DELETE FROM about WHERE key='starred:'||?"};
    star.bind(id).run();
  });
}

std::string change_words(const fs::path& file, const KeptWords& words) {
  return edited(file, [&words](Database& session) {
    Statement change{session, "UPDATE words SET together=?, starred=? WHERE id=?"};
    change.bind(std::int64_t{words.words.together}).bind(std::int64_t{words.starred});
    change.bind(words.id).run();
  });
}

std::string drop_words(const fs::path& file, std::string_view id) {
  return edited(file, [id](Database& session) {
    Statement drop{session, "DELETE FROM words WHERE id=?"};
    drop.bind(id).run();
  });
}

std::string add_let_out(const fs::path& file, std::string_view stem) {
  return edited(file, [stem](Database& session) {
    Statement add{session,
                  "INSERT INTO about(key, value) VALUES('let_out', ?) ON CONFLICT(key) DO UPDATE "
                  "SET value=value||char(10)||excluded.value"};
    add.bind(stem).run();
  });
}

std::string change_label(const fs::path& file, std::string_view label) {
  return edited(file, [label](Database& session) {
    Statement change{session, "INSERT OR REPLACE INTO about(key, value) VALUES('label', ?)"};
    change.bind(label).run();
  });
}

}  // namespace ebb
