/** @file `keras.ops.linalg`: of linear algebra there is the norm. */
export { norm } from '../math.ts';
