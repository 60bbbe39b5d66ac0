/** A Korean text with the form of each particle that fits the word or number before it; behind other words both stay. */
export function withParticles(text: string): string;
