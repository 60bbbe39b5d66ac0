/** @file Constants of loops: V8 builds one that stands in the code anew in every turn, one that was loaded stays in its register. */

/** Where they are loaded from. */
const PLACE: usize = 192;

/** Eight bytes, twice. */
@inline
export function kept(x: i64): v128 {
  store<i64>(PLACE, x);
  return v128.load64_splat(PLACE);
}

/** Four bytes, four times. */
@inline
export function keptWord(x: i32): v128 {
  store<i32>(PLACE, x);
  return v128.load32_splat(PLACE);
}
