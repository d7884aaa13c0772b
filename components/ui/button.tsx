import { Slot } from 'radix-ui'
import type { LucideIcon } from 'lucide-react'
import { cn } from './cn'
import { Spinner } from './spinner'

const variants = {
  primary: 'bg-accent text-accent-fg hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface text-fg border-line-strong hover:bg-hover active:bg-pressed',
  ghost: 'bg-transparent text-fg border-transparent hover:bg-hover active:bg-pressed',
  danger: 'bg-danger text-danger-fg hover:bg-danger-hover border-transparent',
} as const

const sizes = { sm: 'h-6 px-2 gap-1 text-sm', md: 'h-8 px-3 gap-1.5 text-base' } as const
const squares = { sm: 'w-6 px-0', md: 'w-8 px-0' } as const

export interface ButtonProps extends React.ComponentProps<'button'> {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
  /** Before the label. Without children the button is a square and needs `aria-label`. */
  icon?: LucideIcon
  /** Shows a spinner and refuses presses; the width stays. */
  busy?: boolean
  /** Dresses the child (a link) as a button; `icon` and `busy` are then ignored. */
  asChild?: boolean
}

export function Button({ variant = 'secondary', size = 'md', icon: Icon, busy, asChild, className, children, ...rest }: ButtonProps) {
  const classes = cn(
    'inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors duration-100 select-none',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50',
    variants[variant],
    sizes[size],
    !asChild && children === undefined && squares[size],
    className,
  )
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  const glyph = size === 'sm' ? 'size-3.5' : 'size-4'
  return (
    <button type="button" {...rest} className={classes} disabled={rest.disabled || busy} aria-busy={busy || undefined}>
      {busy ? <Spinner className={glyph} /> : Icon && <Icon aria-hidden className={glyph} strokeWidth={1.75} />}
      {children}
    </button>
  )
}
