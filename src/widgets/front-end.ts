/**
 * @file Whether the page has the other half of widgets. One that has not closes each comm at once; then it is said, once, what
 * that Jupyter lacks. (`npm start` brings it along; VS Code and Colab have it.)
 */
import { showNotice, type Comm } from '../display/index.ts';
import { say } from '../errors/index.ts';

/** A widget that is closed later than this was there before, in milliseconds. */
const AT_ONCE_MS = 15_000;

let isHeard = false;
let isSaid = false;

/** Watches what becomes of a comm that was just opened; what is said appears beside the cell that made the widget. */
export function noticeFrontEnd(comm: Comm): void {
  if (isHeard || isSaid) return;
  const began = performance.now();
  comm.onMessage(() => {
    isHeard = true;
  });
  const refused = new Promise<void>((resolve) => {
    comm.onClose(() => {
      if (!isHeard && performance.now() - began < AT_ONCE_MS) resolve();
    });
  });
  void refused.then(() => {
    if (isSaid) return;
    isSaid = true;
    showNotice(
      say({
        en: 'This Jupyter shows no live widgets yet, only their pictures. In its Python: pip install jupyterlab_widgets anywidget, then load the page again.',
        ko: '이 Jupyter는 아직 살아 있는 위젯을 보여 주지 못하고 그림만 보여 줍니다. 그 Jupyter의 파이썬에서 pip install jupyterlab_widgets anywidget을 실행하고 페이지를 새로 여세요.',
      }),
    );
  });
}
