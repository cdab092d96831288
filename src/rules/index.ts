// Every rule of the plugin by its name: the one hand-kept list (tests/plugin.test.ts notices an omission).

import type { CustomerioRule } from './create-rule.ts'

export const rules = {} satisfies Record<string, CustomerioRule>
