export type Theme = 'system' | 'light' | 'dark'

/** The choice of this browser, as <html> carries it. */
export function currentTheme(): Theme {
  const set = document.documentElement.dataset.theme
  return set === 'light' || set === 'dark' ? set : 'system'
}

/** Takes effect at once, and is kept in a cookie so that the server's first paint is right. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  remember('atelier-theme', theme === 'system' ? '' : theme)
}

/** Keeps a preference of this browser for a year; empty forgets it. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${value ? 31_536_000 : 0}; samesite=lax`
}
