import { formatPercent } from '@/components/ui/format'

/** A share as a button that shows the images behind it; a dash where there is none. */
export function NumberLink({ value, children, onClick, name }: { value: number | null; children?: React.ReactNode; onClick: () => void; name: string }) {
  if (value === null) return <span className="text-faint">–</span>
  return (
    <button type="button" className="hover:text-link hover:underline" aria-label={`${name}: ${formatPercent(value)}. Show the images`} onClick={onClick}>
      {children ?? formatPercent(value)}
    </button>
  )
}

/** Kappa and alpha: two digits, a true minus. */
export const formatKappa = (value: number | null) => (value === null ? '–' : value.toFixed(2).replace('-', '−'))
