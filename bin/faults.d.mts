export function meaningOf(said: string): { en: string; ko: string } | undefined;
