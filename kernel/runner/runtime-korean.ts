/**
 * @file What JavaScript and Node say of an error, in Korean: V8 has only English texts. The English one stays below it, since that
 * is what one finds when one looks it up. Texts that are not known stay as they are.
 */
import { withParticles } from '../../bin/particle.mjs';

/** What the system refuses, by Node's codes. */
const system: Readonly<Record<string, string>> = {
  ENOENT: '그런 파일이나 폴더가 없습니다',
  EACCES: '권한이 없습니다',
  EPERM: '허용되지 않은 작업입니다',
  EEXIST: '이미 있습니다',
  EISDIR: '파일이 아니라 폴더입니다',
  ENOTDIR: '폴더가 아닙니다',
  ENOTEMPTY: '폴더가 비어 있지 않습니다',
  ENOSPC: '디스크가 가득 찼습니다',
  EDQUOT: '디스크 할당량을 넘었습니다',
  EROFS: '읽기 전용 파일 시스템입니다',
  EMFILE: '열린 파일이 너무 많습니다',
  EBUSY: '다른 프로그램이 쓰고 있습니다',
  EBADF: '열려 있지 않은 파일입니다',
  EINVAL: '잘못된 값입니다',
  ENAMETOOLONG: '이름이 너무 깁니다',
  ELOOP: '링크가 서로를 가리킵니다',
  EXDEV: '다른 디스크로는 옮길 수 없습니다',
  EPIPE: '받는 쪽이 이미 닫혔습니다',
  EADDRINUSE: '포트를 이미 다른 프로그램이 쓰고 있습니다',
  ECONNREFUSED: '상대가 연결을 거절했습니다. 서버가 켜져 있나요?',
  ECONNRESET: '상대가 연결을 끊었습니다',
  ETIMEDOUT: '시간 안에 답이 오지 않았습니다',
  ENOTFOUND: '그런 주소를 찾을 수 없습니다. 네트워크에 연결되어 있나요?',
  EAI_AGAIN: '주소를 찾을 수 없습니다. 네트워크에 연결되어 있나요?',
  EHOSTUNREACH: '상대에 닿을 수 없습니다',
  ENETUNREACH: '네트워크에 닿을 수 없습니다',
};

const nothing = String.raw`(undefined|null)`;
const place = String.raw`(?: at position (\d+))?(?: \(line \d+ column \d+\))?`;

/** A message and how it is said; `$1` and so on are what the brackets hold. The first that fits counts. */
const messages: readonly (readonly [english: RegExp, korean: string])[] = (
  [
    // values
    [
      String.raw`Cannot read properties of ${nothing} \(reading '(.*)'\)`,
      "$1에는 '$2'이(가) 없습니다. 점이나 괄호 앞의 값이 $1입니다",
    ],
    [
      String.raw`Cannot set properties of ${nothing} \(setting '(.*)'\)`,
      "$1의 '$2'에는 값을 넣을 수 없습니다. 점이나 괄호 앞의 값이 $1입니다",
    ],
    [String.raw`Cannot convert undefined or null to object`, 'undefined나 null은 객체로 바꿀 수 없습니다'],
    [
      String.raw`Cannot destructure property '(.*)' of '(.*)' as it is ${nothing}\.`,
      "'$2'의 값이 $3이어서 '$1'을(를) 꺼낼 수 없습니다",
    ],
    [String.raw`Cannot destructure '(.*)' as it is ${nothing}\.`, "'$1'의 값이 $2이어서 나누어 담을 수 없습니다"],
    [
      String.raw`(.+) is not a function or its return value is not iterable`,
      '$1: 함수가 아니거나, 결과를 차례로 볼 수 없습니다',
    ],
    [String.raw`(.+) is not a function`, '$1: 함수가 아닙니다'],
    [String.raw`(.+) is not a constructor`, '$1: new로 만들 수 있는 것이 아닙니다'],
    [
      String.raw`(.+) is not iterable(?: \(cannot read property Symbol\(Symbol\.iterator\)\))?`,
      '$1: 원소를 차례로 볼 수 있는 값이 아닙니다',
    ],
    [
      String.raw`Spread syntax requires \.\.\.iterable\[Symbol\.iterator\] to be a function`,
      '... 뒤에는 원소를 차례로 볼 수 있는 값이 옵니다',
    ],
    [String.raw`Class constructor (\w+) cannot be invoked without 'new'`, '클래스 $1은(는) new로 만듭니다'],
    [
      String.raw`Cannot use 'in' operator to search for '(.*)' in (.*)`,
      "in의 오른쪽에는 객체가 와야 합니다: '$1' in $2",
    ],
    [
      String.raw`Right-hand side of 'instanceof' is not (?:callable|an object)`,
      'instanceof의 오른쪽에는 클래스가 와야 합니다',
    ],
    [String.raw`Reduce of empty array with no initial value`, '빈 리스트에 reduce를 쓰려면 첫 값이 있어야 합니다'],
    [String.raw`Converting circular structure to JSON[^]*`, '자기 자신을 품은 객체는 JSON으로 쓸 수 없습니다'],
    [String.raw`Do not know how to serialize a BigInt`, 'BigInt는 JSON으로 쓸 수 없습니다'],
    [
      String.raw`Cannot mix BigInt and other types, use explicit conversions`,
      'BigInt와 다른 타입은 함께 계산할 수 없습니다. Number(…)나 BigInt(…)로 바꾸세요',
    ],
    [
      String.raw`Cannot convert a BigInt value to a number`,
      'BigInt는 저절로 숫자가 되지 않습니다. Number(…)로 바꾸세요',
    ],
    [String.raw`Cannot convert (.*) to a BigInt`, '$1은(는) BigInt로 바꿀 수 없습니다'],
    [
      String.raw`The number (.*) cannot be converted to a BigInt because it is not an integer`,
      '$1은(는) 정수가 아니어서 BigInt로 바꿀 수 없습니다',
    ],
    [String.raw`Cannot convert a Symbol value to a (string|number)`, 'Symbol은 저절로 바뀌지 않습니다($1)'],
    [String.raw`Division by zero`, '0으로 나눌 수 없습니다'],
    // names
    [String.raw`(.+) is not defined`, "'$1'이라는 이름이 없습니다"],
    [
      String.raw`Cannot access '(.+)' before initialization`,
      "'$1'은(는) 아직 값이 없습니다. 선언한 줄이 나중에 있습니다",
    ],
    [String.raw`Assignment to constant variable\.`, 'const로 선언한 변수에는 다시 대입할 수 없습니다'],
    [String.raw`Cannot assign to read only property '(.*)' of object.*`, "'$1'은(는) 읽기만 할 수 있습니다"],
    [
      String.raw`Cannot add property (.*), object is not extensible`,
      "새 필드 '$1'을(를) 넣을 수 없게 굳어 있는 객체입니다",
    ],
    [String.raw`Cannot delete property '(.*)' of .*`, "'$1'은(는) 지울 수 없습니다"],
    [String.raw`Cannot set property (.*) of .* which has only a getter`, "'$1'은(는) 읽기만 할 수 있습니다"],
    [
      String.raw`Must call super constructor in derived class before accessing 'this' or returning from derived constructor`,
      'extends한 클래스의 constructor에서는 this보다 super(…)를 먼저 호출합니다',
    ],
    [String.raw`Super constructor may only be called once`, 'super(…)는 한 번만 호출합니다'],
    // numbers and sizes
    [String.raw`Invalid array length`, '배열의 길이가 될 수 없는 수입니다'],
    [String.raw`Invalid typed array length: (.*)`, '$1은(는) 배열의 길이가 될 수 없습니다'],
    [String.raw`Array buffer allocation failed`, '배열을 담을 메모리가 모자랍니다'],
    [String.raw`Invalid string length`, '문자열이 너무 깁니다'],
    [String.raw`Maximum call stack size exceeded`, '함수 호출이 너무 깊습니다'],
    [String.raw`Invalid count value: (.*)`, '반복 횟수가 될 수 없는 값입니다: $1'],
    [String.raw`Invalid time value`, '날짜가 될 수 없는 값입니다'],
    [String.raw`toFixed\(\) digits argument must be between 0 and 100`, 'toFixed()의 자릿수는 0에서 100까지입니다'],
    [String.raw`toPrecision\(\) argument must be between 1 and 100`, 'toPrecision()의 자릿수는 1에서 100까지입니다'],
    [String.raw`toString\(\) radix (?:argument )?must be between 2 and 36`, 'toString()의 진법은 2에서 36까지입니다'],
    [String.raw`Offset is outside the bounds of the DataView`, 'DataView의 범위를 벗어난 위치입니다'],
    [String.raw`offset is out of bounds`, '배열의 범위를 벗어난 위치입니다'],
    // texts
    [String.raw`Unexpected end of JSON input`, 'JSON이 도중에 끝났습니다'],
    [
      String.raw`Unexpected token '?(.+?)'?, (.*) is not valid JSON`,
      "올바른 JSON이 아닙니다: $2에 '$1'은(는) 올 수 없습니다",
    ],
    [String.raw`(.*) is not valid JSON`, '올바른 JSON이 아닙니다: $1'],
    [String.raw`Unexpected non-whitespace character after JSON${place}`, 'JSON이 끝난 뒤에 글자가 더 있습니다'],
    [
      String.raw`(?:Expected|Unexpected|Bad|Unterminated|No number after|Exponent part|Invalid) .*in JSON${place}`,
      '올바른 JSON이 아닙니다(글자 위치 $1)',
    ],
    [
      String.raw`(?:No number after minus sign|Unterminated fractional number|Exponent part is missing a number) in JSON${place}`,
      '올바른 JSON이 아닙니다(글자 위치 $1)',
    ],
    [String.raw`Invalid regular expression: (.*?): (.*)`, '올바른 정규 표현식이 아닙니다: $1'],
    [String.raw`Invalid URL`, '올바른 주소(URL)가 아닙니다'],
    [String.raw`URI malformed`, '올바른 주소(URI)가 아닙니다'],
    [
      String.raw`(?:Invalid character|The string to be decoded is not correctly encoded\.)`,
      'base64로 쓴 문자열이 아닙니다',
    ],
    // Node
    [
      String.raw`The "(.*)" (?:argument|property) must be (?:of type |an instance of |one of )?([^]*?)\. Received ([^]*)`,
      "인수 '$1'에 쓸 수 있는 타입: $2. 받은 값: $3",
    ],
    [
      String.raw`The value of "(.*)" is out of range\. It must be ([^]*?)\. Received ([^]*)`,
      "'$1'의 값이 범위를 벗어났습니다: $2이어야 합니다. 받은 값: $3",
    ],
    [
      String.raw`The (?:argument|property) '(.*?)' ([^]*?)\. Received ([^]*)`,
      "인수 '$1'의 값이 맞지 않습니다. 받은 값: $3",
    ],
    [String.raw`fetch failed`, '주소에서 가져오지 못했습니다. 네트워크에 연결되어 있나요?'],
    [String.raw`(?:This|The) operation was aborted(?: due to timeout)?`, '작업이 도중에 중단되었습니다'],
    [String.raw`Cannot find module '(.*?)'[^]*`, "모듈 '$1'을(를) 찾을 수 없습니다"],
    [String.raw`Cannot find package '(.*?)'[^]*`, "패키지 '$1'을(를) 찾을 수 없습니다"],
    [String.raw`Body is unusable[^]*`, '응답의 내용은 한 번만 읽을 수 있습니다'],
  ] as const
).map(([english, korean]) => [new RegExp(`^${english}$`), korean] as const);

/** `ENOENT: no such file or directory, open 'x'`, `connect ECONNREFUSED 127.0.0.1:1`, `getaddrinfo ENOTFOUND x`. */
const calls = [
  /^(?<code>E[A-Z_]+): [^']*?, (?<call>\w+)(?: '(?<path>[^]*?)')?(?: -> '(?<to>[^]*)')?$/,
  /^(?<call>connect|listen|getaddrinfo|read|write|spawn) (?<code>E[A-Z_]+)(?:[: ]*(?:address already in use )?(?<path>.*))?$/,
  /^spawn (?<path>.*) (?<code>E[A-Z_]+)$/,
];

/** The message in Korean; undefined where it is not known. */
export function runtimeKorean(message: string): string | undefined {
  for (const call of calls) {
    const { code = '', path, to } = call.exec(message)?.groups ?? {};
    if (!Object.hasOwn(system, code)) continue;
    const what = [path, to].filter((part) => part !== undefined && part !== '').join(' → ');
    return `${what === '' ? '' : `${what}: `}${system[code]!} (${code})`;
  }
  const listed = message.startsWith('The "') ? message.replace(/,? or (?:an instance of )?/g, ', ') : message;
  for (const [english, korean] of messages) {
    const found = english.exec(listed);
    if (found) return withParticles(korean.replace(/\$(\d)/g, (_, n: string) => found[Number(n)] ?? ''));
  }
  return undefined;
}
