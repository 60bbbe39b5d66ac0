/**
 * @file kernelab_problems_request: what is wrong in a cell that is still being written, for the lab extension's underlines. Not busy
 * and idle around it: a page would blink at every pause of who types.
 */
import { FormatError } from '../../errors.ts';
import type { Answer } from './answer.ts';

const who = 'kernelab_problems_request';

export const problems: Answer = {
  mode: 'silent',
  async answer({ content }, { session }) {
    const { code, others = [] } = content;
    if (typeof code !== 'string') {
      throw new FormatError({
        who,
        rule: { en: '`code` is the text of a cell', ko: '`code`는 셀의 텍스트입니다' },
        received: JSON.stringify(code) ?? 'undefined',
      });
    }
    if (!Array.isArray(others) || !others.every((text) => typeof text === 'string')) {
      throw new FormatError({
        who,
        rule: {
          en: '`others` is a list of the texts of the other cells',
          ko: '`others`는 다른 셀들의 텍스트 리스트입니다',
        },
        received: JSON.stringify(others),
      });
    }
    return { problems: await session.problems(code, others) };
  },
};
