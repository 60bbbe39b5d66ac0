/** @file What `help` says of a value that a cell made: an array, a model, a list, a function of one's own. */
import { say } from '../errors/index.ts';
import { NDArray } from '../array/index.ts';

/** A few words about a value, Markdown. */
export function valuePage(value: unknown, className: string | undefined): string {
  if (value instanceof NDArray) return arrayPage(value);
  if (value instanceof Promise) {
    return say({
      en: 'A result that is still to come (`Promise`). Write `await` in front of the call that gave it.',
      ko: '아직 오지 않은 결과(`Promise`)입니다. 이 값을 준 호출 앞에 `await`를 쓰세요.',
    });
  }
  if (className !== undefined) return objectPage(value as object, className);
  if (Array.isArray(value)) {
    return say({
      en: `A list with \`length\` ${value.length}. \`xs.at(-1)\` is its last value, \`xs.push(v)\` appends, \`np.array(xs)\` makes an array of it.`,
      ko: `리스트이고 \`length\`는 ${value.length}입니다. 마지막 값은 \`xs.at(-1)\`, 덧붙이기는 \`xs.push(v)\`, 배열로 만들기는 \`np.array(xs)\`입니다.`,
    });
  }
  if (typeof value === 'function') return ownFunctionPage(value as (...args: unknown[]) => unknown);
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).slice(0, 20);
    const list = keys.map((key) => `\`${key}\``).join(', ');
    const name = (value as { constructor?: { name?: string } }).constructor?.name;
    const what = name && name !== 'Object' ? `\`${name}\`` : undefined;
    return keys.length > 0
      ? say({
          en: `An object${what ? ` of ${what}` : ''} with ${list}.`,
          ko: `${what ? `${what} ` : ''}객체이고, 들어 있는 이름은 ${list}입니다.`,
        })
      : say({ en: `An object${what ? ` of ${what}` : ''}.`, ko: `${what ? `${what} ` : ''}객체입니다.` });
  }
  return plainPage(value);
}

function arrayPage(array: NDArray): string {
  const shape = `(${array.shape.join(', ')}${array.shape.length === 1 ? ',' : ''})`;
  const facts = `\`shape\` ${shape} · \`dtype\` ${array.dtype} · \`size\` ${array.size}`;
  const range =
    array.size > 0 && array.dtype !== 'bool'
      ? ` · \`min()\` ${String(array.min())} · \`max()\` ${String(array.max())}`
      : '';
  return say({
    en: `An array (\`np.ndarray\`): ${facts}${range}\n\n\`a.at(0)\`, \`a.at(':', '1:3')\` take parts, \`a.item(0, 1)\` one number, \`a.add(b)\`, \`a.mul(2)\` compute, \`a.sum({ axis: 0 })\` sums. \`help(np.ndarray)\` lists all of it.`,
    ko: `배열(\`np.ndarray\`): ${facts}${range}\n\n부분은 \`a.at(0)\`, \`a.at(':', '1:3')\`, 숫자 하나는 \`a.item(0, 1)\`, 계산은 \`a.add(b)\`, \`a.mul(2)\`, 합은 \`a.sum({ axis: 0 })\`입니다. 전체는 \`help(np.ndarray)\`로 봅니다.`,
  });
}

/** Something that a class of the library made: where its class is told, and of a model how to see its layers. */
function objectPage(value: object, className: string): string {
  const parts = [
    say({
      en: `An object of \`${className}\`. \`help(${className})\` says what it can do.`,
      ko: `\`${className}\`의 객체입니다. 할 수 있는 일은 \`help(${className})\`로 봅니다.`,
    }),
  ];
  const { name, layers } = value as { name?: unknown; layers?: unknown };
  if (typeof (value as { summary?: unknown }).summary === 'function' && Array.isArray(layers)) {
    parts.push(
      say({
        en: `A model${typeof name === 'string' ? ` called \`${name}\`` : ''} with ${layers.length} layers. \`model.summary()\` shows them with shapes and parameters; then \`compile\`, \`await model.fit(x, y)\`, \`await model.predict(x)\`.`,
        ko: `층이 ${layers.length}개인 모델${typeof name === 'string' ? ` \`${name}\`` : ''}입니다. 층과 모양, 매개변수는 \`model.summary()\`로 보고, 그다음은 \`compile\`, \`await model.fit(x, y)\`, \`await model.predict(x)\`입니다.`,
      }),
    );
  }
  return parts.join('\n\n');
}

function ownFunctionPage(made: (...args: unknown[]) => unknown): string {
  const source = Function.prototype.toString.call(made);
  const isNative = source.includes('[native code]');
  const head = isNative ? undefined : /^(?:async\s+)?(?:function\b[^(]*)?\(?([^)=]*)\)?/.exec(source)?.[1]?.trim();
  const name = made.name || say({ en: 'a function without a name', ko: '이름 없는 함수' });
  const call = head === undefined ? `\`${name}\`` : `\`${name}(${head.replaceAll(/\s+/g, ' ')})\``;
  return isNative
    ? say({
        en: `${call} is a function of JavaScript itself: developer.mozilla.org describes it.`,
        ko: `${call}은(는) JavaScript에 원래 있는 함수입니다. developer.mozilla.org에 설명이 있습니다.`,
      })
    : say({
        en: `${call} is no function of kernelab. Shift+Tab on its name shows what is known of it.`,
        ko: `${call}은(는) kernelab의 함수가 아닙니다. 이름 위에서 Shift+Tab을 누르면 알려진 것이 보입니다.`,
      });
}

function plainPage(value: unknown): string {
  const text = typeof value === 'bigint' ? `${value}n` : String(value);
  const kind = value === null ? 'null' : typeof value;
  return kind === text
    ? say({
        en: `The value is \`${text}\`: nothing was put here yet.`,
        ko: `값이 \`${text}\`입니다. 아직 아무것도 들어 있지 않습니다.`,
      })
    : say({ en: `A ${kind}: \`${text}\`.`, ko: `값 \`${text}\`, 타입은 ${kind}입니다.` });
}
