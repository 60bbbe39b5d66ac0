/** @file Korean particles, chosen where the text is said. */
export { withParticles } from '../../bin/particle.mjs';
