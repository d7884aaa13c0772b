import type { LucideIcon } from 'lucide-react'
import { cn } from './cn'
import { Kbd } from './kbd'

/** The looks that dropdown and context menus share. */
export const menuClass = 'z-50 min-w-44 animate-appear rounded-md bg-raised p-1 shadow-pop max-h-(--radix-popper-available-height) overflow-y-auto'
export const menuLabelClass = 'px-2 pt-1.5 pb-1 text-sm text-muted'
export const menuLineClass = '-mx-1 my-1 h-px bg-line'

export interface MenuItemLook {
  icon?: LucideIcon
  /** Keys as text, e.g. `⌘D`; shown at the right. */
  keys?: string
  danger?: boolean
}

export function menuItemClass(danger?: boolean, className?: string): string {
  return cn(
    'flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 outline-none select-none data-disabled:pointer-events-none data-disabled:opacity-50 data-highlighted:bg-hover',
    danger && 'text-failed',
    className,
  )
}

export function MenuItemBody({ icon: Icon, keys, children }: MenuItemLook & { children: React.ReactNode }) {
  return (
    <>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-75" strokeWidth={1.75} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys && <Kbd className="ml-4">{keys}</Kbd>}
    </>
  )
}
