/** Answers: what does the name of an attribute say about its value? The same function that the lint rules ask. */

export { classifyAttribute } from '../vocabulary/sensitive-fields.ts'
