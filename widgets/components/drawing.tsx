/** A frame on a face with its three numbers, as an optician would sketch it. */
export function Drawing() {
  return (
    <svg class="drawing" viewBox="62 14 196 254" aria-hidden="true">
      <g class="faint">
        <path d="M84 118c-2-66 34-92 76-92s78 26 76 92" />
        <path d="M84 118c0 32 6 62 18 86 14 28 36 50 58 50s44-22 58-50c12-24 18-54 18-86" />
        <path d="M152 168c-3 8-3 12 8 13 11-1 11-5 8-13M139 214c12 8 30 8 42 0" />
        <path d="M84 120c-9-4-13 6-11 18 2 13 7 24 14 24M236 120c9-4 13 6 11 18-2 13-7 24-14 24" />
      </g>
      <g class="frame">
        <path d="M97 113h49c4 0 6 2 6 6 0 22-9 36-30 36s-31-14-31-36c0-4 2-6 6-6zM174 113h49c4 0 6 2 6 6 0 22-10 36-31 36s-30-14-30-36c0-4 2-6 6-6zM152 122c5-5 11-5 16 0M91 118l-11-4M229 118l11-4" />
      </g>
      <g class="dim">
        <path d="M122 126V78M198 126V78M122 84h76M91 130v72M152 130v72M168 130v42M91 196h61" />
        <path d="M118.5 87.5l7-7M194.5 87.5l7-7M89.5 199.5l7-7M147.5 199.5l7-7" />
        <path d="M151 170h18M147.5 173.5l7-7M165.5 173.5l7-7" />
        <circle cx="122" cy="131" r="2.6" />
        <circle cx="198" cy="131" r="2.6" />
      </g>
      <g class="fig">
        <text x="160" y="78">
          63.5
        </text>
        <text x="121" y="211">
          50
        </text>
        <text x="180" y="173">
          18
        </text>
      </g>
    </svg>
  );
}
