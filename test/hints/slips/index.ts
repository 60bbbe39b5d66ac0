/** @file The slips of students who know Python, by topic. */
import { arrays } from './arrays.ts';
import { figures } from './figures.ts';
import { networks } from './networks.ts';
import { homework } from './homework.ts';
import { pictures } from './pictures.ts';
import type { Slip } from './slip.ts';
import { secondWeek } from './second-week.ts';
import { statements } from './statements.ts';
import { values } from './values.ts';

export type { Slip } from './slip.ts';

export const slips: Readonly<Record<string, readonly Slip[]>> = {
  arrays,
  values,
  statements,
  networks,
  figures,
  homework,
  'second week': secondWeek,
  pictures,
};
