export function renamePatiently(
  from: string,
  to: string,
  system?: { platform?: string; rename?: (from: string, to: string) => void },
): void;
