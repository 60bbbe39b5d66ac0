/** @file A pass over a dataset lets the event loop have its turn, so that Stop is heard and threads can report. */
import { stopSignal } from '../../display/index.ts';
import { InterruptError } from '../../errors/index.ts';
import { machine } from '../../platform/index.ts';

/** Milliseconds of uninterrupted work before the event loop gets a turn. */
const TURN = 40;
let last = 0;

/** A promise where a turn is due; most of the time nothing, which costs nothing to await. @throws InterruptError after Stop */
export function turn(): Promise<void> | undefined {
  return stopSignal().aborted || performance.now() - last > TURN ? takeTurn() : undefined;
}

async function takeTurn(): Promise<void> {
  await machine.timers.nextTurn();
  last = performance.now();
  if (!stopSignal().aborted) return;
  throw new InterruptError({
    who: 'Dataset',
    rule: { en: 'the pass over the data was stopped', ko: '데이터를 읽던 중에 멈추었습니다' },
    hint: { en: 'The next pass starts from the beginning', ko: '다음에는 처음부터 다시 읽습니다' },
  });
}
