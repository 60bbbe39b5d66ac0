"""What the cell tagged `parameters` declares, for `papermill --help-notebook`.

Only as much of TypeScript is read as such cells have: `let`, `const` and `var` at the top, a type, a value, a comment.
"""

import re

from papermill.models import Parameter

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)
      | (?P<name>[^\W\d][\w$]*|\$[\w$]*)
      | (?P<number>\d[\w.]*)
      | (?P<newline>\n)
      | (?P<space>[^\S\n]+)
      | (?P<mark>=>|[=!]==?|[<>]=|\?\?|&&|\|\||.)""",
    re.VERBOSE | re.DOTALL,
)
OPENING, CLOSING = "([{", ")]}"
# What cannot end an expression, and what cannot begin a statement: the declaration goes on in the next line.
GOES_ON = {"=", "+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "?", ":", ",", ".", "=>", "&&", "||", "??", "!"}
GOES_ON_BEFORE = GOES_ON - {"!", "<"}


def parameters_of(source):
    """The parameters a cell declares: name, type, default and help, in their order."""
    tokens = [(match.lastgroup, match.group()) for match in TOKEN.finditer(source)]
    found = []
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        at += 1
        if kind == "name" and text in ("let", "const", "var"):
            at = read_declaration(tokens, at, found)
        elif text in OPENING and kind == "mark":
            at = behind_bracket(tokens, at - 1)
    return found


def read_declaration(tokens, at, found):
    """One statement, which may declare several names. Gives the place behind it."""
    above = comment_above(tokens, at - 1)
    first = len(found)
    while True:
        at = behind_blank(tokens, at)
        if at >= len(tokens) or tokens[at][0] != "name":
            return at  # a pattern such as [a, b] names no parameter
        name = tokens[at][1]
        kind, value, at = "", "", at + 1
        if text_at(tokens, behind_blank(tokens, at)) == ":":
            kind, at = read_until(tokens, behind_blank(tokens, at) + 1, {"=", ",", ";"}, is_type=True)
        if text_at(tokens, behind_blank(tokens, at)) == "=":
            value, at = read_until(tokens, behind_blank(tokens, at) + 1, {",", ";"})
        found.append(Parameter(name, kind or inferred(value), value or "undefined", ""))
        if text_at(tokens, at) != ",":
            break
        at += 1
    beside, at = comment_beside(tokens, at)
    for i in range(first, len(found)):
        found[i] = found[i]._replace(help=beside or above)
    return at


def read_until(tokens, at, ends, is_type=False):
    """The text up to one of `ends`, or to the end of a line that ends the statement."""
    parts, angles = [], 0
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "mark" and text in ends and angles == 0:
            break
        if kind == "newline" and angles == 0 and ends_here(tokens, at, parts):
            break
        if kind == "mark" and text in OPENING:
            behind = behind_bracket(tokens, at)
            parts += [each for each in tokens[at:behind] if each[0] != "comment"]
            at = behind
            continue
        if is_type and text in ("<", ">"):
            angles += 1 if text == "<" else -1
        if kind != "comment":
            parts.append((kind, text))
        at += 1
    return re.sub(r"\s+", " ", "".join(text for _, text in parts)).strip(), at


def ends_here(tokens, at, parts):
    before = next((text for kind, text in reversed(parts) if kind not in ("space", "newline")), "=")
    after = text_at(tokens, behind_blank(tokens, at, comments=True))
    return before not in GOES_ON and after not in GOES_ON_BEFORE


def behind_bracket(tokens, at):
    """The place behind the bracket that closes the one at `at`."""
    depth = 0
    while at < len(tokens):
        kind, text = tokens[at]
        depth += (text in OPENING) - (text in CLOSING) if kind == "mark" else 0
        at += 1
        if depth == 0:
            break
    return at


def behind_blank(tokens, at, comments=False):
    blank = ("space", "newline", "comment") if comments else ("space", "newline")
    while at < len(tokens) and tokens[at][0] in blank:
        at += 1
    return at


def text_at(tokens, at):
    return tokens[at][1] if at < len(tokens) else ""


def comment_beside(tokens, at):
    """The comment in the rest of the line."""
    while at < len(tokens) and (tokens[at][0] == "space" or tokens[at][1] == ";"):
        at += 1
    if at < len(tokens) and tokens[at][0] == "comment":
        return words_of(tokens[at][1]), at + 1
    return "", at


def comment_above(tokens, at):
    """The comment lines right above a declaration."""
    lines = []
    while at > 0 and tokens[at - 1][0] == "newline":
        at -= 1
        begin = at
        while begin > 0 and tokens[begin - 1][0] != "newline":
            begin -= 1
        line = [each for each in tokens[begin:at] if each[0] != "space"]
        if len(line) != 1 or line[0][0] != "comment":
            break
        lines.insert(0, words_of(line[0][1]))
        at = begin
    return " ".join(lines)


def words_of(comment):
    inner = comment[2:] if comment.startswith("//") else re.sub(r"^\s*\*+", "", comment[2:-2], flags=re.MULTILINE)
    return " ".join(inner.split()).strip("* ")


def inferred(value):
    """The type of a value that is written down; "None" where only TypeScript itself would know."""
    if re.fullmatch(r"[-+]?(\d[\w.]*|\.\d+|Infinity)|NaN", value):
        return "bigint" if re.fullmatch(r"-?\d+n", value) else "number"
    if value in ("true", "false"):
        return "boolean"
    if value in ("null", "undefined", ""):
        return "NoneType"
    if re.fullmatch(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`", value):
        return "string"
    if value.startswith("[") and value.endswith("]"):
        items = {inferred(each.strip()) for each in value[1:-1].split(",") if each.strip()}
        return f"{items.pop()}[]" if len(items) == 1 and items <= {"number", "string", "boolean"} else "array"
    if value.startswith("{"):
        return "object"
    return "None"
