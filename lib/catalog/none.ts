import type { Component } from './types'

/** In the browser no declaration is there from the start: see late.ts. */
export const declared: readonly Component[] = []
