/** @file A draft as a walkthrough in one language: its sentences, the words of the page around them, and what is printed. Runs in the page too. */
import { withParticles, type Language, type Translated } from '../../../errors/index.ts';
import type { Draft } from './parts.ts';
import type { Walkthrough } from './walkthrough.ts';

/** The draft in that language; `step` is shown first, and the only one on paper. */
export function walkthroughOf({ title, summary, panels, steps }: Draft, lang: Language, step?: number): Walkthrough {
  const say = (text: Translated): string => (lang === 'ko' ? withParticles(text.ko) : text.en);
  return {
    title: say(title),
    summary: say(summary),
    panels: panels.map((panel) => ({ ...panel, title: say(panel.title) })),
    steps: steps.map((each) => ({ ...each, text: say(each.text) })),
    first: step ?? 0,
    printed: step === undefined ? forPaper(steps.length - 1, panels) : [step],
    words: {
      lang,
      step: say({ en: 'Step', ko: '단계' }),
      play: say({ en: 'Play', ko: '재생' }),
      pause: say({ en: 'Pause', ko: '일시 정지' }),
      back: say({ en: 'Step back', ko: '이전 단계' }),
      next: say({ en: 'Next step', ko: '다음 단계' }),
      keys: say({
        en: 'Click the picture, then: ← → steps, space plays',
        ko: '그림을 누른 뒤 ← → 단계 이동, 스페이스 재생',
      }),
    },
  };
}

/** The first step, one in the middle, the last; of large tables fewer, so that a sheet and a small file are enough. */
function forPaper(last: number, panels: Draft['panels']): number[] {
  const cells = panels.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const middle = Math.floor(last / 2);
  if (cells > 150) return [middle];
  return [...new Set(cells > 100 ? [0, last] : [0, middle, last])];
}
