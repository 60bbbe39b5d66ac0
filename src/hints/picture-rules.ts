/** @file Pictures: the path of one in its place, and one of the lectures, which is more than its array. */
import type { Rule } from './problem.ts';
import { rewritten } from './operators.ts';
import { isOfArrays } from './thrown.ts';
import { inTypeScript, written } from './written.ts';

/** What those libraries and their parts are called in Python. */
const ofPython =
  /^(?:cv2|scipy|skimage|ndimage|ndi|signal|filters|feature|exposure|morphology|measure|color|transform|util|metrics|restoration|ImageOps|ImageFilter)$/;

export const pictureRules: readonly Rule[] = [
  // A picture with where it comes from
  {
    codes: [2339, 2551],
    message: /^Property '\w+' does not exist on type 'LectureImage'/,
    when: ({ marked }) => isOfArrays(marked),
    advice: (_, { before, after, marked }) =>
      written(
        `${before.slice(0, -1)}.array.${marked}${after}`.trim(),
        `A lecture picture has its numbers in array; \`${marked}\` is there:`,
        `강의 그림의 배열은 array에 들어 있습니다. \`${marked}\`도 거기에 있습니다:`,
      ),
  },
  // Python's libraries for pictures
  {
    codes: [2304, 2552],
    when: ({ marked, after }) => ofPython.test(marked) && after.startsWith('.'),
    advice: (_, place) => {
      const line = rewritten(place);
      return line?.includes('image.') ? inTypeScript(line) : undefined;
    },
  },
  // A number where the options stand
  {
    message: /^Type '[^']+' has no properties in common with type '\w+Options'/,
    when: ({ statement }) => /\bimage\.\w+\(/.test(statement),
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined ? undefined : written(line, 'This is an option:', '옵션 객체로 씁니다:');
    },
  },
  // Pictures are read before they are shown
  {
    message: /^Argument of type '"[^"]*"' is not assignable to parameter of type/,
    when: ({ before }) => before.endsWith('.imshow('),
    advice: (_, { marked, before, after }) =>
      written(`${before.trim()}await image.imread(${marked})${after}`, 'Read the file first:', '먼저 파일을 읽으세요:'),
  },
];
