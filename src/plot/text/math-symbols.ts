/** @file TeX's names of symbols and the Unicode characters that stand for them in plots. */

/** Pairs of name and character, as a table. */
function table(pairs: string): ReadonlyMap<string, string> {
  const words = pairs.trim().split(/\s+/);
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!] as const] : [])));
}

/** Slanted like letters. */
export const greek = table(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
  omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω ell ℓ`);

/** Upright letters and signs that stand close to their neighbours. */
export const signs = table(`
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
  infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ emptyset ∅ hbar ℏ Re ℜ Im ℑ aleph ℵ angle ∠ degree ° circ ∘ prime ′ dagger †
  ddagger ‡ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ bullet ∙ star ⋆ sum ∑ prod ∏ int ∫ oint ∮ iint ∬ langle ⟨ rangle ⟩
  lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | Vert ‖ lbrace { rbrace } backslash \\ checkmark ✓ copyright © euro € pounds £ neg ¬ lnot ¬
  square □ triangle △ heartsuit ♡ diamond ⋄`);

/** Signs between two things, with a thin space on both sides. */
export const operators = table(`
  pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ oplus ⊕ otimes ⊗ odot ⊙ cap ∩ cup ∪ wedge ∧ vee ∨ setminus ∖
  leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆
  supset ⊃ supseteq ⊇ to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ uparrow ↑
  downarrow ↓ longrightarrow ⟶ iff ⇔ implies ⇒ perp ⊥ mid | parallel ∥`);

/** Names of functions, which are not in italics. */
export const functions: ReadonlySet<string> = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg lim max min sup inf arg det dim gcd ker Pr deg'.split(
    ' ',
  ),
);

/** Marks set over the letter before them. */
export const accents = table(
  'hat \u0302 widehat \u0302 bar \u0304 overline \u0304 tilde \u0303 widetilde \u0303 dot \u0307 ddot \u0308 vec \u20d7 acute \u0301 grave \u0300 check \u030c breve \u0306',
);

/** Spaces. */
export const spaces: ReadonlyMap<string, string> = new Map([
  ['quad', '\u2003'],
  ['qquad', '\u2003\u2003'],
  [',', '\u2009'],
  [':', '\u2005'],
  [';', '\u2004'],
  [' ', ' '],
  ['!', ''],
]);
