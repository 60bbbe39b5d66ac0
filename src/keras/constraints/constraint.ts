/** @file What every constraint is: a function from a weight to the nearest allowed weight, applied after each update. */
import { WeightFunction } from '../common/weight-function.ts';

/** Base of all constraints. Subclass it with your own `call(weight)` that gives the allowed weight; same shape. */
export class Constraint extends WeightFunction {}
