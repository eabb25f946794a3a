export declare const shippedPath: (root: string) => string;
export declare const isShippedRunnable: () => boolean;
export declare const unpackShipped: (root: string) => string | null;
