/** How hard a password is to guess, roughly and without a dictionary: a hint while typing, never a gate. */
export interface PasswordStrength {
  /** 0 nothing, 1 weak, 2 fair, 3 good, 4 strong. */
  score: 0 | 1 | 2 | 3 | 4
  words: string
}

export const passwordMinimum = 10

const common = /^(password|passwort|qwert|letmein|welcome|admin|atelier|changeme|iloveyou|12345|abc123)/i

/** Distinct characters in a row count once: "aaaa" and "1234" add little. */
function surprising(password: string): number {
  let count = 0
  for (let index = 0; index < password.length; index++) {
    const step = index === 0 ? NaN : password.charCodeAt(index) - password.charCodeAt(index - 1)
    if (Math.abs(step) <= 1) count += 0.25
    else count += 1
  }
  return count
}

export function passwordStrength(password: string): PasswordStrength {
  if (!password) return { score: 0, words: `${passwordMinimum} characters or more; a few unrelated words are best` }
  if (password.length < passwordMinimum) return { score: 1, words: `${passwordMinimum - password.length} more to go` }
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((pattern) => pattern.test(password)).length
  // Bits, as if each surprising character came from an alphabet of the classes in use.
  const bits = surprising(password) * (2.2 + classes * 0.55) - (common.test(password) ? 20 : 0)
  if (bits < 30) return { score: 1, words: 'Weak: easy to guess' }
  if (bits < 42) return { score: 2, words: 'Fair' }
  if (bits < 58) return { score: 3, words: 'Good' }
  return { score: 4, words: 'Strong' }
}
