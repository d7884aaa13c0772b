/** An instant as a reader of any zone understands it: `26 November 2026, 21:30 UTC`. */
export function when(iso: string): string {
  return `${new Date(iso).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).replace(' at ', ', ')} UTC`
}
