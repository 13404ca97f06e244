activity-call = Appel
activity-email = Courriel
activity-meeting = Rendez-vous
activity-message = Message
activity-note = Note
direction-outbound = De nous vers lui
direction-inbound = De lui vers nous
direction-internal = Entre nous
outcome-connected = Abouti
outcome-no-answer = Pas de réponse
outcome-voicemail = Message laissé
outcome-replied = Réponse reçue
outcome-bounced = Non remis
outcome-held = Tenu
outcome-no-show = Absent
# $hour (String) - hour
moment-today = aujourd’hui { $hour }
# $hour (String) - hour
moment-yesterday = hier { $hour }
due-today = aujourd’hui
