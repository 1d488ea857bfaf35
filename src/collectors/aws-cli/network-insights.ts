import * as z from 'zod';

/** What Reachability Analyzer was asked, as `describe-network-insights-paths` tells. */
const path = z.looseObject({
  NetworkInsightsPathId: z.string(),
  Source: z.string().optional(),
  Destination: z.string().optional(),
  DestinationIp: z.string().optional(),
  Protocol: z.string().optional(),
  DestinationPort: z.number().optional(),
  FilterAtSource: z
    .looseObject({
      DestinationAddress: z.string().optional(),
      DestinationPortRange: z
        .looseObject({ FromPort: z.number().optional(), ToPort: z.number().optional() })
        .optional(),
    })
    .optional(),
});

/** What it answered, as `describe-network-insights-analyses` tells. */
const analysis = z.looseObject({
  NetworkInsightsAnalysisId: z.string(),
  NetworkInsightsPathId: z.string().optional(),
  Status: z.string().optional(),
  NetworkPathFound: z.boolean().optional(),
  Explanations: z.array(z.looseObject({ ExplanationCode: z.string().optional() })).optional(),
});

export const networkInsights = z.looseObject({
  NetworkInsightsPaths: z.array(path).default([]),
  NetworkInsightsAnalyses: z.array(analysis).default([]),
});

export type NetworkInsightsPath = z.infer<typeof path>;
export type NetworkInsightsAnalysis = z.infer<typeof analysis>;
