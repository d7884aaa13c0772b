'use client'

import { DropdownMenu as Radix } from 'radix-ui'
import { Check } from 'lucide-react'
import { cn } from './cn'
import { MenuItemBody, menuClass, menuItemClass, menuLabelClass, menuLineClass, type MenuItemLook } from './menu-parts'

export const DropdownMenu = Radix.Root
export const DropdownMenuTrigger = Radix.Trigger
export const DropdownMenuRadioGroup = Radix.RadioGroup

export function DropdownMenuContent({ className, ...rest }: React.ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content align="start" sideOffset={4} {...rest} className={cn(menuClass, className)} />
    </Radix.Portal>
  )
}

export function DropdownMenuItem({ icon, keys, danger, className, children, asChild, ...rest }: React.ComponentProps<typeof Radix.Item> & MenuItemLook) {
  return (
    <Radix.Item {...rest} asChild={asChild} className={menuItemClass(danger, className)}>
      {asChild ? children : <MenuItemBody icon={icon} keys={keys}>{children}</MenuItemBody>}
    </Radix.Item>
  )
}

export function DropdownMenuRadioItem({ className, children, ...rest }: React.ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={menuItemClass(false, className)}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden className="size-4 text-link" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

export function DropdownMenuCheckboxItem({ className, children, ...rest }: React.ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...rest} className={menuItemClass(false, className)}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden className="size-4 text-link" />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  )
}

export function DropdownMenuLabel({ className, ...rest }: React.ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...rest} className={cn(menuLabelClass, className)} />
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className={menuLineClass} />
}
