{{- define "voltstream.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "voltstream.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "voltstream.labels" -}}
{{ include "voltstream.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "voltstream.tokenSecret" -}}
{{- required "token.existingSecret: name a Secret with what vehicles, browsers and scrapes have to show" .Values.token.existingSecret -}}
{{- end -}}

{{/* What every node is told. */}}
{{- define "voltstream.env" -}}
- name: BIND_ADDRESS
  value: "0.0.0.0"
- name: METRICS_PORT
  value: "2112"
- name: LOG_FORMAT
  value: json
- name: NODE_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: VOLTSTREAM_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ include "voltstream.tokenSecret" . }}
      key: {{ .Values.token.key }}
- name: KAFKA_BROKER
  value: {{ required "kafka.brokers: host:port[,host:port] of your Kafka" .Values.kafka.brokers | quote }}
- name: KAFKA_PARTITIONS
  value: {{ .Values.kafka.partitions | quote }}
- name: KAFKA_REPLICATION
  value: {{ .Values.kafka.replication | quote }}
- name: KAFKA_RETENTION
  value: {{ .Values.kafka.retention | quote }}
- name: KAFKA_RETENTION_BYTES
  value: {{ .Values.kafka.retentionBytes | quote }}
- name: KAFKA_START_TIMEOUT
  value: 30s
{{- if .Values.cluster.enabled }}
- name: CLUSTER
  value: "true"
- name: CLUSTER_NAME
  value: {{ .Values.cluster.name | quote }}
- name: CLUSTER_ADDRESS
  valueFrom: {fieldRef: {fieldPath: status.podIP}}
- name: CLUSTER_BUS_PORT
  value: "15701"
- name: CLUSTER_KUBERNETES_SERVICE
  value: {{ printf "%s-cluster.%s.svc.%s" (include "voltstream.fullname" .) .Release.Namespace .Values.cluster.domain }}
{{- end }}
{{- end -}}

{{/* What the roles are told that write or ask the database. */}}
{{- define "voltstream.databaseEnv" -}}
- name: TSDB
  value: influxdb
- name: INFLUXDB_URL
  value: {{ required "influxdb.url: where your InfluxDB is" .Values.influxdb.url | quote }}
- name: INFLUXDB_ORG
  value: {{ .Values.influxdb.org | quote }}
- name: INFLUXDB_BUCKET
  value: {{ .Values.influxdb.bucket | quote }}
- name: INFLUXDB_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ required "influxdb.existingSecret: name a Secret with the database's token" .Values.influxdb.existingSecret }}
      key: {{ .Values.influxdb.key }}
{{- end -}}
