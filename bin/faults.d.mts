export function meaningOf(said: string): string | undefined;
