'use client'

import { ContextMenu as Radix } from 'radix-ui'
import { cn } from './cn'
import { MenuItemBody, menuClass, menuItemClass, menuLabelClass, menuLineClass, type MenuItemLook } from './menu-parts'

export const ContextMenu = Radix.Root
export const ContextMenuTrigger = Radix.Trigger

export function ContextMenuContent({ className, ...rest }: React.ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content {...rest} className={cn(menuClass, className)} />
    </Radix.Portal>
  )
}

export function ContextMenuItem({ icon, keys, danger, className, children, ...rest }: React.ComponentProps<typeof Radix.Item> & MenuItemLook) {
  return (
    <Radix.Item {...rest} className={menuItemClass(danger, className)}>
      <MenuItemBody icon={icon} keys={keys}>{children}</MenuItemBody>
    </Radix.Item>
  )
}

export function ContextMenuLabel({ className, ...rest }: React.ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...rest} className={cn(menuLabelClass, className)} />
}

export function ContextMenuSeparator() {
  return <Radix.Separator className={menuLineClass} />
}
