/**
 * @file A module around an own widget's module: what that throws, while it is read or while it draws, is said in its place on the
 * page. (A front end would write it where only the browser's console shows it.)
 */
import { say } from '../errors/index.ts';

/** The text of the module that the page runs. */
export function guarded(esm: string): string {
  const failed = say({ en: "The widget's module failed:", ko: '위젯의 모듈에서 오류가 났습니다:' });
  return `const source = ${JSON.stringify(esm)};
const failed = ${JSON.stringify(failed)};
function say(el, error) {
  const place = document.createElement('pre');
  place.style.cssText = 'margin: 0; padding: 4px 8px; white-space: pre-wrap; color: #5f0000; background: #fdd';
  place.textContent = failed + ' ' + (error && error.message ? error.name + ': ' + error.message : String(error));
  el.append(place);
  console.error(error);
}
async function load() {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    const made = (await import(address)).default;
    return typeof made === 'function' ? await made() : made;
  } finally {
    URL.revokeObjectURL(address);
  }
}
export default async () => {
  let widget, broken;
  try {
    widget = await load();
  } catch (error) {
    broken = { error };
  }
  return {
    async initialize(props) {
      try {
        return await widget?.initialize?.(props);
      } catch (error) {
        broken = { error };
      }
    },
    async render(props) {
      if (broken) return say(props.el, broken.error);
      try {
        return await widget?.render?.(props);
      } catch (error) {
        say(props.el, error);
      }
    },
  };
};
`;
}
