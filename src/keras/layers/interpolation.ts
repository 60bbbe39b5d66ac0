/** @file How pictures are resampled. */

export type Interpolation = 'nearest' | 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5';

export const METHODS = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5'] as const;
