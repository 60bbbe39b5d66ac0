/** @file `keras.mixedPrecision`: Keras's older names of the policy in `keras.config`. */
export {
  dtypePolicy,
  dtypePolicy as globalPolicy,
  setDtypePolicy,
  setDtypePolicy as setGlobalPolicy,
} from './config.ts';
