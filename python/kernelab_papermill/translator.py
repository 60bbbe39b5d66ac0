"""Values of parameters as TypeScript: papermill's translator.

`kernelab run --param` writes the same (kernel/notebook/parameters.ts); `npm run test:clients` holds them together.
"""

import datetime
import json
import math
import numbers
import os
from collections.abc import Mapping

from papermill.exceptions import PapermillException
from papermill.translators import Translator

from .cell import parameters_of
from .language import say

# Words that cannot name a variable (ECMAScript's reserved words in a module, and the values that cannot be declared anew).
RESERVED = frozenset(
    """arguments await break case catch class const continue debugger default delete do else enum eval export extends
    false finally for function if implements import in instanceof interface let new null package private protected public
    return static super switch this throw true try typeof undefined var void while with yield NaN Infinity""".split()
)
LARGEST = 2**53 - 1


class TypeScriptTranslator(Translator):
    """Writes `let name = value;`, and `let name: any = value;` where the value's own type would be narrower or wider
    than the one the notebook was written for: "same" is no 'same' | 'valid', [3, 3] no pair, null no string."""

    @classmethod
    def translate(cls, val):
        return literal(val, "parameters")

    @classmethod
    def comment(cls, cmt_str):
        return "\n".join(f"// {line}".rstrip() for line in str(cmt_str).splitlines())

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            check_name(name)
            text = literal(value, name)
            lines.append(f"let {name}{'' if is_plain(value) else ': any'} = {text};")
        return "\n".join(lines) + "\n"

    @classmethod
    def inspect(cls, parameters_cell):
        return parameters_of(parameters_cell.source)


def check_name(name):
    if isinstance(name, str) and name.replace("$", "_").isidentifier() and name not in RESERVED:
        return
    raise fault(
        say("a parameter is named like a variable", "매개변수 이름은 변수 이름으로 쓸 수 있어야 합니다"), repr(name)
    )


def is_plain(value):
    """Numbers and booleans fit wherever a number or boolean was."""
    return isinstance(value, (bool, numbers.Real)) or type(value).__name__ == "bool_"


def literal(value, where):
    """A value as a TypeScript expression. `where` is its place in messages: `name`, `name[0]`, `name.key`."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return integer_literal(int(value), where)
    if isinstance(value, numbers.Real):
        return real_literal(float(value))
    if isinstance(value, Mapping):
        entries = [f"{key_literal(key, where)}: {literal(each, f'{where}.{key}')}" for key, each in value.items()]
        return "{ " + ", ".join(entries) + " }" if entries else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(each, f"{where}[{i}]") for i, each in enumerate(value)) + "]"
    if isinstance(value, (datetime.date, datetime.time)):  # a datetime is a date
        return text_literal(value.isoformat())
    if isinstance(value, os.PathLike):
        return text_literal(os.fspath(value))
    if hasattr(value, "tolist"):  # NumPy's arrays and scalars
        return literal(value.tolist(), where)
    raise fault(
        say(
            f"{where} is none of JSON's values, and no tuple, date, path or NumPy array",
            f"{where}의 값은 JSON 값이나 튜플, 날짜, 경로, NumPy 배열이어야 합니다",
        ),
        type(value).__name__,
    )


def text_literal(text):
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair can stand in a notebook's file only as an escape
        return json.dumps(text)
    return json.dumps(text, ensure_ascii=False)


def integer_literal(value, where):
    if abs(value) <= LARGEST:
        return str(value)
    raise fault(
        say(f"{where} is a whole number beyond 2**53, which would be rounded", f"{where}은(는) 2**53을 넘는 정수라서 반올림됩니다"),
        str(value),
        say("Pass it as text (papermill -r) and make it a BigInt in the notebook", "문자열로 넘기고(papermill -r) 노트북에서 BigInt로 바꾸세요"),
    )


def real_literal(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return json.dumps(value)


def key_literal(key, where):
    if isinstance(key, int) and not isinstance(key, bool):
        return text_literal(str(key))  # JSON has no other keys, either
    if not isinstance(key, str):
        raise fault(
            say(f"the keys of {where} are text", f"{where}의 키는 문자열이어야 합니다"),
            f"{key!r} ({type(key).__name__})",
        )
    # As a plain key it would set the object's prototype.
    return '["__proto__"]' if key == "__proto__" else text_literal(key)


def fault(rule, received, hint=None):
    came = say(f"Received {received}.", f"받은 값: {received}.")
    return PapermillException(f"parameters: {rule}. {came}" + (f" {hint}." if hint else ""))
