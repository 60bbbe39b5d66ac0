/** @file Mirrors are folders or addresses. */

export function isAddress(place: string): boolean {
  return /^https?:\/\//.test(place);
}

/** The address of a file below one. */
export function joined(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
