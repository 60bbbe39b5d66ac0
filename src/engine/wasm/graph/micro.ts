/**
 * @file The register tiles under every matrix product and convolution: 6 or 4 rows times 4 or 2 vectors. Where V8 joins two vectors
 * into one of 256 bits the largest is 12 sums, two vectors of weights and one broadcast, 15 of the 16 registers; the loop is not
 * unrolled because V8 then moves loads forward and runs out of them. Tiles of 4 rows are for what 6 does not divide: 32 rows are four
 * tiles of 6 and two of 4, where six of 6 would compute 4 rows for nothing; 8 sums are still enough to keep two multiply-adds a
 * cycle going. A convolution is a product whose rows are pixels: the row's values are `count` runs ("segments") of `length`
 * contiguous bytes, found at the offsets listed in `segments`.
 */
/** Bytes of one row of a panel: 4 vectors. */
export const PANEL: usize = 64;

/** How the accumulators start: from zero, from what C holds, or from the bias in every row. */
export const START_ZERO: i32 = 0;
export const START_C: i32 = 1;
export const START_BIAS: i32 = 2;

/**
 * The shape of a tile, given by types: for each pair the compiler makes a function of its own, without the sums and the branches that
 * the shape leaves out. (Registers have no arrays, so every sum has a name.) Rows are `Six` or `Four`, vectors the `Whole` panel
 * or its first `Half`.
 */
export type Six = u64;
export type Four = u32;
export type Whole = u64;
export type Half = u32;
