export declare const holdLock: (path: string, onWait: () => void, pauseMs?: number) => Promise<() => void>;
