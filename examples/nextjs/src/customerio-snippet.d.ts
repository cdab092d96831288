interface Window {
  /** The snippet of Customer.io; undefined until it is loaded. */
  _cio?: {
    identify(attributes: Record<string, unknown>): void
    track(name: string, data?: Record<string, unknown>): void
    page(url: string, data?: Record<string, unknown>): void
  }
}
