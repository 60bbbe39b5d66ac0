export function systemLanguage(environment?: Record<string, string | undefined>, fallback?: string): 'ko' | 'en';
