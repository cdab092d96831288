/** Answers: which attribute names are sensitive, and which look so but are not? Data only; sensitive-fields.ts reads it. */

/**
 * What a name says about its value. Removed by default: the first four; hashed: `personal`; kept: `demographic` and
 * `contact`. `special_category` is GDPR Art. 9 and 10.
 */
export type AttributeCategory =
  'credential' | 'payment' | 'government_id' | 'special_category' | 'personal' | 'demographic' | 'contact'

/** The canonical names, in snake_case. Every spelling and regular plural of them counts, so none of those stands here. */
// prettier-ignore
export const canonicalNames = {
  credential: [
    'password', 'passwd', 'pwd', 'passphrase', 'passcode', 'password_hash', 'hashed_password', 'encrypted_password',
    'pin', 'card_pin', 'atm_pin', 'otp', 'one_time_code', 'mfa_secret', 'totp_secret', 'recovery_code',
    'security_answer', 'security_question', 'secret', 'secret_key', 'client_secret', 'api_key', 'api_secret',
    'app_key', 'private_key', 'encryption_key', 'ssh_key', 'token', 'access_token', 'refresh_token', 'id_token',
    'auth_token', 'oauth_token', 'session_token', 'session_id', 'session_key', 'cookie', 'set_cookie',
    'authorization', 'bearer', 'jwt', 'csrf_token', 'connection_string', 'database_url', 'credentials', 'mnemonic',
    'seed_phrase',
  ],
  payment: [
    'credit_card', 'credit_card_number', 'debit_card', 'card_number', 'cc_number', 'ccn', 'pan', 'cvv', 'cvc',
    'card_expiry', 'bank_account', 'bank_account_number', 'account_number', 'routing_number', 'sort_code', 'iban',
    'swift_code', 'bic', 'upi_id',
  ],
  government_id: [
    'ssn', 'social_security', 'social_security_number', 'sin', 'national_id', 'national_insurance', 'nino',
    'passport', 'passport_number', 'drivers_license', 'driver_license_number', 'tax_id', 'tin', 'itin', 'ein',
    'taxpayer_id', 'voter_id', 'resident_id', 'pps_number', 'aadhaar', 'medicare_number', 'vehicle_registration',
    'license_plate',
  ],
  special_category: [
    'medical_record_number', 'mrn', 'diagnosis', 'medical_condition', 'health_condition', 'disease', 'illness',
    'disability', 'allergy', 'prescription', 'medication', 'blood_type', 'heart_rate', 'bmi', 'pregnancy',
    'health_plan', 'health_record', 'insurance_number', 'dna', 'genetic', 'biometric', 'fingerprint', 'face_id',
    'voiceprint', 'race_ethnicity', 'racial_origin', 'ethnicity', 'ethnic_origin', 'religion', 'religious_belief',
    'political_affiliation', 'political_opinion', 'union_membership', 'sexual_orientation', 'sexual_preference',
    'partner_preference', 'looking_for_gender', 'sexual_history', 'gender_identity', 'criminal_record',
    'conviction',
  ],
  personal: [
    'phone', 'phone_number', 'mobile', 'mobile_number', 'telephone', 'fax', 'address', 'street_address',
    'home_address', 'street', 'address_line_1', 'address_line_2', 'ip', 'ip_address', 'client_ip', 'remote_addr', 'x_forwarded_for',
    'x_real_ip', 'mac_address', 'imei', 'idfa', 'gaid', 'advertising_id', 'browser_fingerprint', 'date_of_birth',
    'dob', 'birth_date', 'birthdate', 'birthday', 'mothers_maiden_name', 'latitude', 'lat', 'longitude', 'lng',
    'lon', 'gps', 'geo_location', 'salary', 'income', 'net_worth', 'credit_score',
  ],
  demographic: [
    'gender', 'sex', 'age', 'marital_status', 'nationality', 'language_spoken', 'children', 'dependents',
    'household',
  ],
  contact: [
    'email', 'email_address', 'first_name', 'last_name', 'full_name', 'given_name', 'family_name', 'surname',
    'display_name', 'username', 'city', 'region', 'postal_code', 'zip', 'country',
  ],
} as const satisfies Record<AttributeCategory, readonly string[]>

/**
 * The same things by another usual name or order of words. These are spellings, not new ideas: a name that would widen
 * the table does not belong here. Names of numbers are also met as `_no`, `_num` (see sensitive-fields.ts).
 */
// prettier-ignore
export const otherSpellings: Readonly<Record<AttributeCategory, readonly string[]>> = {
  credential: [
    'passwd_hash', 'pwd_hash', 'password_digest', 'hashed_passwd', 'hashed_pwd', 'encrypted_passwd', 'otp_code',
    'one_time_password', 'one_time_passcode', 'totp', 'totp_code', 'backup_code', 'secret_question',
    'secret_answer', 'access_key', 'secret_access_key', 'signing_key', 'auth_key', 'authorization_header',
    'json_web_token', 'xsrf_token', 'database_uri', 'db_url', 'db_uri', 'recovery_phrase', 'mnemonic_phrase',
    'credential',
  ],
  payment: [
    'debit_card_number', 'card_security_code', 'card_verification_code',
    'card_verification_value', 'cvv_code', 'cvc_code', 'card_expiration', 'card_expiry_date',
    'card_expiration_date', 'card_exp', 'bank_routing_number', 'aba_routing_number', 'iban_number', 'iban_code',
    'bic_code', 'primary_account_number',
  ],
  government_id: [
    'ssn_number', 'social_security_no', 'social_insurance_number', 'sin_number', 'national_id_number',
    'national_identity_number', 'national_identification_number', 'national_insurance_number', 'nino_number',
    'passport_id', 'driver_license', 'drivers_license_number', 'driving_license', 'driving_license_number',
    'driver_licence', 'drivers_licence', 'driver_licence_number', 'drivers_licence_number', 'driving_licence',
    'driving_licence_number', 'tax_id_number', 'tax_identification_number', 'taxpayer_id_number',
    'taxpayer_identification_number', 'tin_number', 'pan_number', 'itin_number', 'ein_number',
    'employer_identification_number', 'voter_id_number', 'resident_id_number', 'aadhar', 'aadhaar_number',
    'aadhar_number', 'medicare_id', 'vehicle_registration_number', 'licence_plate', 'license_plate_number',
    'licence_plate_number', 'number_plate',
  ],
  special_category: [
    'medical_record', 'medical_history', 'mrn_number', 'health_insurance_number', 'health_conditions',
    'blood_group', 'body_mass_index', 'genetic_data', 'biometric_data', 'voice_print',
    'race_and_ethnicity', 'race_or_ethnicity', 'ethnicity_race', 'religious_beliefs', 'trade_union_membership',
    'criminal_conviction',
  ],
  personal: [
    'mobile_phone', 'mobile_phone_number', 'cell_phone', 'cell_phone_number', 'cell_number', 'contact_number',
    'whatsapp_number', 'home_phone', 'work_phone', 'telephone_number', 'tel_number', 'fax_number', 'address_lines',
    'addr', 'ip_addr', 'ipv', 'mac_addr',
    'billing_address', 'shipping_address', 'mailing_address', 'client_ip_address', 'remote_ip', 'remote_address',
    'x_forwarded_for_ip', 'imei_number', 'advertising_identifier', 'device_fingerprint', 'birth_day', 'bday',
    'mother_maiden_name', 'geolocation', 'gps_location', 'gps_coordinates',
  ],
  demographic: ['languages_spoken', 'spoken_language'],
  contact: ['e_mail', 'e_mail_address', 'user_name', 'family_names', 'given_names', 'zip_code', 'postcode'],
}

/** Longer names that disarm the sensitive word they end with. */
// prettier-ignore
export const harmlessNames: readonly string[] = [
  // Customer.io sends push messages to these, so they have to arrive (docs.customer.io, "Devices").
  'device_token', 'push_token', 'fcm_token', 'apns_token', 'apn_token', 'registration_token',
  // Places in a list, not keys to one.
  'page_token', 'next_token', 'continuation_token', 'cursor_token', 'sync_token', 'unsubscribe_token',
  // Quantities of text a language model reads and writes.
  'prompt_tokens', 'completion_tokens', 'input_tokens', 'output_tokens', 'total_tokens', 'max_tokens', 'cached_tokens',
  'reasoning_tokens', 'used_tokens', 'remaining_tokens', 'available_tokens', 'budget_tokens', 'context_tokens',
  'audio_tokens', 'image_tokens', 'text_tokens', 'read_tokens', 'write_tokens', 'creation_tokens', 'uncached_tokens',
  // Public by design: addresses on a chain belong to nobody by name.
  'wallet_address', 'contract_address', 'token_address', 'crypto_address', 'blockchain_address', 'onchain_address',
  'eth_address', 'ethereum_address', 'evm_address', 'btc_address', 'bitcoin_address', 'solana_address', 'sol_address',
  'polygon_address', 'nft_address', 'multisig_address', 'coin_address', 'asset_address', 'implementation_address',
  'mainnet_address', 'testnet_address',
  // Machines and headphones, `iPhone` among them: `i` + `Phone` after the split.
  'iphone', 'smart_phone', 'head_phone', 'ear_phone', 'micro_phone', 'windows_phone', 'android_phone',
  // A place on a map or a screen.
  'map_pin', 'drop_pin', 'location_pin', 'vip',
]
