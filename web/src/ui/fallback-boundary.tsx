import { Component, type ReactNode } from 'react';

/** Shows `fallback` when its children cannot be drawn: a part that failed must not take the page with it. */
export class FallbackBoundary extends Component<
  { fallback: ReactNode; children: ReactNode },
  { failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
