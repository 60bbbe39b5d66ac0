/** @file The second half of the slips, by `slip-groups.ts`. */
import { testSlips } from './slip-groups.ts';

testSlips(1);
